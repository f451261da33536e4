ROWS = []
_READ = {"committee", "administrator"}
ADMIN = {
    f"core.{model}": _READ for model in ("auditentry", "letter", "retentionrun", "retentionterm")
}
