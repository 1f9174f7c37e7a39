# A receiver of webhooks for Python 3, without packages. CMS_WEBHOOK_SECRET=whsec_… PORT=8090 python3 receiver.py
import base64
import hashlib
import hmac
import json
import os
import time
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

KEY = base64.b64decode(os.environ["CMS_WEBHOOK_SECRET"].removeprefix("whsec_"))
seen = set()  # in your own database: ids that were taken
held = {}  # in your own database: article id -> what you hold of it


def is_signed(headers, body):
    identity, seconds = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not seconds.isdigit() or abs(time.time() - int(seconds)) > 300:
        return False
    signed = f"{identity}.{seconds}.".encode() + body
    right = base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(one.removeprefix("v1,"), right) for one in given)


def take(identity, article):
    if identity in seen:  # a repeat
        return
    seen.add(identity)
    known = held.get(article["id"])
    if known and article["revision"] < known["revision"]:  # late: a newer one is here
        return
    held[article["id"]] = {**article, "taken": (known["taken"] if known else 0) + 1}


def shown(article):
    """What may be shown of an article now."""
    until = article["embargoedUntil"]
    waits = until is not None and datetime.fromisoformat(until.replace("Z", "+00:00")).timestamp() > time.time()
    is_open = article["pubStatus"] == "usable" and not waits
    return {
        "revision": article["revision"],
        "taken": article["taken"],
        "headline": article["headline"] if is_open else None,
        "text": article["bodyText"] if is_open else None,
    }


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if not is_signed(self.headers, body):
            return self.answer(401)
        event = json.loads(body)
        if event["type"].startswith("article."):
            take(self.headers["webhook-id"], event["data"])
        self.answer(204)  # types that are new are taken too

    def do_GET(self):
        article = held.get(parse_qs(urlparse(self.path).query).get("article", [""])[0])
        self.answer(404) if article is None else self.answer(200, json.dumps(shown(article)).encode())

    def answer(self, status, body=b""):
        self.send_response(status)
        if status != 204:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8090"))), Receiver).serve_forever()
