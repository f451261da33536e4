"""A small stand-in for ORCID, as a process of its own: `python -m tests.orcid_server PORT`.

Who "signs in" there is said by the query `who` of the authorisation page: an iD, or what goes
wrong: "denied", "broken" (the token is refused), "garbage" (no JSON), "empty" (no iD).
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

_codes = {}


class Orcid(BaseHTTPRequestHandler):
    def do_GET(self):
        asked = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(asked.query).items()}
        if asked.path == "/oauth/authorize":
            return self._authorise(query)
        who = asked.path.split("/")[2]
        return self._json({
            "orcid-identifier": {"uri": f"https://orcid.example/{who}", "path": who},
            "person": {
                "name": {"given-names": {"value": "Zana"}, "family-name": {"value": "Đurić"}},
                "emails": {"email": [{"email": "zana@example.org"}]},
            },
        })  # fmt: skip

    def _authorise(self, query):
        who = query.get("who", "0000-0002-1825-0097")
        if who == "denied":
            back = {"error": "access_denied", "state": query["state"]}
        else:
            code = f"code{len(_codes)}"
            _codes[code] = (who, query["client_id"], query["redirect_uri"])
            back = {"code": code, "state": query["state"]}
        self.send_response(302)
        self.send_header("Location", f"{query['redirect_uri']}?{urlencode(back)}")
        self.end_headers()

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length).decode()
        sent = {key: values[0] for key, values in parse_qs(body).items()}
        known = _codes.pop(sent.get("code"), None)
        if known is None or known[2] != sent.get("redirect_uri"):
            return self._json({"error": "invalid_grant"}, 400)
        match known[0]:
            case "broken":
                return self._json({"error": "server_error"}, 500)
            case "garbage":
                self.send_response(200)
                self.end_headers()
                return self.wfile.write(b"<html>back soon</html>")
            case "empty":
                return self._json({"access_token": "x", "token_type": "bearer"})
        return self._json({"access_token": "x", "token_type": "bearer", "orcid": known[0]})

    def _json(self, content, status=200):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Orcid).serve_forever()
