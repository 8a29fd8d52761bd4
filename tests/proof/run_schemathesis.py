"""Has schemathesis test the emulator against api/openapi.yaml.

Exits with an error when schemathesis finds something, and when it has not reached what it was to test.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from emulator import ROOT, Emulator, control

HERE = Path(__file__).parent
OPERATIONS = 12


def main():
    users = tokens(HERE / "users.json")
    tenants = [{"token": token, "contractNumber": str(number)} for number, token in enumerate(users, 31415926)]
    with Emulator() as emulator:
        control(emulator.url, "PUT", "tenants", {"tenants": tenants})
        code = run(emulator, token=users[0])
        journal = control(emulator.url, "GET", "journal")
    return code or report_gaps(journal)


def tokens(users):
    """The tokens that schemathesis sends, in order."""
    headers = [user["fixedHeaders"][0]["value"] for user in json.loads(users.read_text())["auth"]]
    return [header.removeprefix("Bearer ") for header in headers]


def run(emulator, token):
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", HERE / "schemathesis.toml"]
    command += ["run", ROOT / "api/openapi.yaml", "--url", emulator.api]
    environment = {
        "EMULATOR_URL": emulator.url,
        "EMULATOR_TOKEN": token,
        # With the seed, so that each run is the same.
        "PYTHONHASHSEED": "0",
        "HYPOTHESIS_STORAGE_DIRECTORY": str(ROOT / "target/proof/hypothesis"),
        "PYTHONPATH": str(HERE),
    }
    return subprocess.run(command, cwd=HERE, env={**os.environ, **environment}, check=False).returncode


def report_gaps(journal):
    """A run that has not been answered in every way has proven less than it says."""
    answers = {(entry.get("operation"), entry.get("status")) for entry in journal["entries"]}
    operations = {operation for operation, _ in answers if operation}
    gaps = [
        f"{operation} was never answered with {status}"
        for operation in sorted(operations)
        for status in expected(operation)
        if (operation, status) not in answers
    ]
    if len(operations) != OPERATIONS:
        gaps.append(f"{len(operations)} of {OPERATIONS} operations were called: {', '.join(sorted(operations))}")
    if journal["dropped"]:
        gaps.append("the journal has forgotten requests: have schemathesis send fewer")
    for gap in gaps:
        print(gap, file=sys.stderr)
    return 1 if gaps else 0


def expected(operation):
    resource, _, verb = operation.partition(".")
    statuses = [200, 401]
    if verb in ("create", "update"):
        statuses += [400, 415, 422]
    if resource == "nodePools" or verb not in ("create", "list"):
        statuses += [400, 404]
    return statuses


if __name__ == "__main__":
    sys.exit(main())
