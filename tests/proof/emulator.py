"""The emulator as tests in other languages meet it: a process, a URL, and controls over HTTP."""

import json
import os
import subprocess
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVER = ROOT / "pkg/bin/emulator.js"

# More than any piece of work takes on the emulator's clock.
LONG_ENOUGH_MS = 3_600_000


class Emulator:
    """A server of its own, for a `with` statement. Its clock stands until it is advanced."""

    def __init__(self, *arguments):
        self._arguments = arguments

    def __enter__(self):
        command = ["node", str(SERVER), "--port", "0", "--speed", "0", *self._arguments]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        line = self._process.stdout.readline()
        _, _, self.url = line.strip().partition("listening on ")
        if not self.url:
            raise RuntimeError(f"the emulator did not start: {' '.join(command)}")
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.communicate()

    @property
    def api(self):
        return f"{self.url}/dataplatform"

    def declare_tenants(self, *tenants):
        control(self.url, "PUT", "tenants", {"tenants": tenants})

    def finish_work(self):
        finish_work(self.url)

    def journal(self):
        return control(self.url, "GET", "journal")["entries"]


def finish_work(url):
    """Lets time pass until whatever is under way has ended."""
    control(url, "POST", "clock", {"advanceMs": LONG_ENOUGH_MS})


def control(url, method, name, body=None):
    return send(method, f"{url}/_emulator/{name}", body)


def send(method, url, body=None, **headers):
    """One request with JSON in and out. A status other than 2xx raises `urllib.error.HTTPError`."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **headers}, method=method)
    with urllib.request.urlopen(request) as response:
        return json.load(response)
