ROWS = []
ADMIN = {"core.letter": {"committee", "administrator"}}
