"""A newcomer's .env: what is understood, and the sentence for what is not."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from core.environment import Environment, make_folder, read_env_file, unknown_names

pytestmark = pytest.mark.own_place

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")


@pytest.fixture
def env(tmp_path, monkeypatch):
    """`env(DEBUG="maybe")` is an Environment with just these variables set."""

    def of(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return Environment(tmp_path / ".env")

    return of


@pytest.mark.parametrize(
    ("content", "variables"),
    [
        (b"\xef\xbb\xbfDEBUG=on\r\nPORT=8001\r\n", {"DEBUG": "on", "PORT": "8001"}),
        (b"export DEBUG=on\n# PORT=1\n\n", {"DEBUG": "on"}),
        (b"SECRET_KEY='a#b $c'\n", {"SECRET_KEY": "a#b $c"}),
        (b'SECRET_KEY="say \\"x\\" \\\\ n"\n', {"SECRET_KEY": 'say "x" \\ n'}),
        (b"SECRET_KEY=$a#b=c'd\n", {"SECRET_KEY": "$a#b=c'd"}),
        (b"  DEBUG = on  \nPORT=\n", {"DEBUG": "on", "PORT": ""}),
        ("ETUP_CONTACT_EMAIL=Žana <z@example.org>".encode(),
         {"ETUP_CONTACT_EMAIL": "Žana <z@example.org>"}),
    ],
)  # fmt: skip
def test_an_env_file_is_read_however_its_editor_wrote_it(tmp_path, content, variables):
    (tmp_path / ".env").write_bytes(content)

    assert read_env_file(tmp_path / ".env") == (variables, [])


def test_a_line_that_sets_nothing_is_told_by_its_number(tmp_path):
    (tmp_path / ".env").write_text("DEBUG=on\nDEBUG on\n")

    variables, wrong = read_env_file(tmp_path / ".env")

    assert variables == {"DEBUG": "on"}
    assert wrong == ["Line 2 of .env is no NAME=value and is passed over."]


def test_a_file_in_utf_16_is_refused_with_the_way_out(tmp_path):
    (tmp_path / ".env").write_bytes("DEBUG=on".encode("utf-16"))

    with pytest.raises(ImproperlyConfigured, match="save it as UTF-8"):
        Environment(tmp_path / ".env")


def test_a_misspelt_name_is_told_with_the_nearest_that_is_read(tmp_path, monkeypatch):
    monkeypatch.setenv("ETUP_EFORT", "5")
    (tmp_path / ".env.example").write_text(EXAMPLE, "utf-8")
    (tmp_path / ".env").write_text("DATABSE_URL=x\ndebug=on\nQUITE_ELSE=1\nPGHOST=x\nPORT=8000\n")

    assert unknown_names(tmp_path) == [
        "DATABSE_URL in .env is read by nothing; did you mean DATABASE_URL?",
        "debug in .env is read by nothing; did you mean DEBUG?",
        "QUITE_ELSE in .env is read by nothing; .env.example has those that are.",
        "ETUP_EFORT is read by nothing; did you mean ETUP_EFFORT?",
    ]


def test_the_example_itself_has_no_unknown_name(tmp_path):
    (tmp_path / ".env.example").write_text(EXAMPLE, "utf-8")
    (tmp_path / ".env").write_text(EXAMPLE.replace("\n#", "\n"), "utf-8")

    assert [line for line in unknown_names(tmp_path) if "is read by nothing" in line] == []


@pytest.mark.parametrize(
    ("read", "value", "wanted"),
    [
        ("bool", "maybe", "on or off"),
        ("int", "abc", "a whole number"),
        ("int", "8_000", "a whole number"),
        ("int", "-1", "a whole number"),
        ("level", "verbose", "one of DEBUG, INFO"),
        ("address", "network.example.org", "an address such as"),
        ("address", "https://", "an address such as"),
        ("address", "https://host:abc", "an address such as"),
        ("database", "nonsense", "postgres://user"),
        ("database", "mysql://root@localhost/x", "postgres://user"),
        ("database", "postgres://u:p@localhost:5432", "postgres://user"),
        ("database", "postgres://u:p/x@localhost:5432/x", "%2F"),
        ("mail", "mail.example.org", "smtp+tls://"),
        ("mail", "smtp://", "smtp+tls://"),
        ("mail", "pigeon://mail.example.org", "smtp+tls://"),
    ],
)
def test_what_cannot_be_read_is_a_sentence_that_names_it_and_hides_the_value(
    env, read, value, wanted
):
    environment = env(THE_NAME=value)

    with pytest.raises(ImproperlyConfigured) as caught:
        getattr(environment, read)("THE_NAME", *([None] if read == "database" else []))

    said = str(caught.value)
    assert said.startswith("THE_NAME cannot be read: it is to be")
    assert wanted in said
    assert f" {value}" not in said


def test_a_number_out_of_bounds_is_refused_with_the_bounds(env):
    with pytest.raises(ImproperlyConfigured, match="1 to 65535"):
        env(PORT="70000").int("PORT", at_least=1, at_most=65535)


@pytest.mark.parametrize("value", ["on", "ON", "true", "1", "yes"])
def test_a_switch_is_on_in_each_usual_spelling(env, value):
    assert env(REQUIRE_STAFF_2FA=value).bool("REQUIRE_STAFF_2FA", default=False) is True


def test_an_empty_variable_is_one_that_is_not_set(env):
    environment = env(PORT="", DEBUG=" ", SECRET_KEY="")

    assert environment.int("PORT", default=8000) == 8000
    assert environment.bool("DEBUG", default=False) is False
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is missing"):
        environment("SECRET_KEY")


def test_a_secret_may_begin_with_a_dollar_sign(env):
    assert env(SECRET_KEY="$abc").str("SECRET_KEY") == "$abc"


def test_the_environment_outweighs_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("PORT", "8001")
    (tmp_path / ".env").write_text("PORT=9000")

    assert Environment(tmp_path / ".env").int("PORT") == 8001


def test_addresses_become_what_django_wants(env):
    environment = env(
        DATABASE_URL="postgres://u:p%23x@db:5433/net", EMAIL_URL="smtp+tls://u:p@mail:587"
    )

    database, mail = environment.database("DATABASE_URL", ""), environment.mail("EMAIL_URL")

    assert (database["HOST"], database["PORT"], database["PASSWORD"]) == ("db", 5433, "p#x")
    assert (mail["EMAIL_HOST"], mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"]) == ("mail", 587, True)


@pytest.mark.parametrize("backend", ["console", "file", "memory", "dummy"])
def test_mail_can_stay_here(env, backend):
    name = {"file": "filebased", "memory": "locmem"}.get(backend, backend)

    mail = env(EMAIL_URL=f"{backend}mail://").mail("EMAIL_URL")

    assert mail["EMAIL_BACKEND"] == f"django.core.mail.backends.{name}.EmailBackend"


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(ImproperlyConfigured, match="name another folder with DATA_DIR"):
        make_folder(tmp_path / "file" / "var")
