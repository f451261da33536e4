from tests.access import row

ROWS = [row("portal:styleguide", 200)]
