"""How the value of a column is written into a line of JSON, and read from it again."""

import base64
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

_TEXTS = {"DateField", "TimeField", "DecimalField", "UUIDField", "GenericIPAddressField"}


def kind_of(field) -> str:
    """The kind of column, for a relation that of what it points to."""
    while field.is_relation:
        field = field.target_field
    return field.get_internal_type()


def written(kind: str, value):
    """A value as the database's driver gives it, as JSON can hold it."""
    if value is None:
        return None
    match kind:
        case "BooleanField":
            return bool(value)
        case "DateTimeField":
            moment = datetime.fromisoformat(value) if isinstance(value, str) else value
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return moment.astimezone(UTC).isoformat()
        case "DurationField" if isinstance(value, timedelta):
            return value // timedelta(microseconds=1)
        case "BinaryField":
            return base64.b64encode(bytes(value)).decode()
        case "UUIDField":
            return str(value if isinstance(value, UUID) else UUID(str(value)))
        case _ if kind in _TEXTS:
            return value.isoformat() if isinstance(value, date | time) else str(value)
    return value


def read(kind: str, value, connection):
    """What `written` made, as a parameter for this database."""
    if value is None:
        return None
    match kind:
        case "DateTimeField":
            return connection.ops.adapt_datetimefield_value(datetime.fromisoformat(value))
        case "DecimalField" if connection.vendor != "sqlite":
            return Decimal(value)
        case "DurationField" if connection.features.has_native_duration_field:
            return timedelta(microseconds=value)
        case "BinaryField":
            return base64.b64decode(value)
        case "UUIDField" if not connection.features.has_native_uuid_field:
            return UUID(value).hex
    return value
