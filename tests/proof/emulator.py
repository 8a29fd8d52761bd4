"""The emulator as tests in other languages meet it: a process, a URL, and controls over HTTP."""

import json
import subprocess
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# More than any piece of work takes on the emulator's clock.
LONG_ENOUGH_MS = 3_600_000


class Emulator:
    """A server for the length of a `with` statement. Its clock stands until it is advanced."""

    def __init__(self, *arguments):
        server = ROOT / "pkg/bin/emulator.js"
        self._command = ["node", str(server), "--port", "0", "--speed", "0", *map(str, arguments)]

    def __enter__(self):
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        line = self._process.stdout.readline()
        if not line.startswith("listening on "):
            self.__exit__()
            raise RuntimeError(f"it does not listen: {' '.join(self._command)}")
        self.url = line.removeprefix("listening on ").strip()
        self.api = f"{self.url}/dataplatform"
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.communicate()


def control(url, method, name, body=None):
    """Asks for one of the emulator's controls."""
    return send(method, f"{url}/_emulator/{name}", body)


def finish_work(url):
    """Lets time pass until whatever is under way has ended."""
    control(url, "POST", "clock", {"advanceMs": LONG_ENOUGH_MS})


def create_cluster(url, token):
    """A cluster of the oldest version that is offered, so that it can be upgraded."""
    datacenter = "498ae72f-411f-11eb-9d07-046c59cc737e"
    properties = {"name": "existing", "datacenterId": datacenter, "dataPlatformVersion": "24.3"}
    return create(url, token, "/clusters", properties)


def create_node_pool(url, token, cluster):
    return create(url, token, f"/clusters/{cluster}/nodepools", {"name": "existing", "nodeCount": 1})


def create(url, token, path, properties):
    created = send("POST", f"{url}/dataplatform{path}", {"properties": properties}, Authorization=f"Bearer {token}")
    finish_work(url)
    return created["id"]


def send(method, url, body=None, **headers):
    """One request with JSON in and out. Any status but 2xx raises `urllib.error.HTTPError`."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **headers}, method=method)
    with urllib.request.urlopen(request) as response:
        return json.load(response)
