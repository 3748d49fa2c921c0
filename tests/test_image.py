"""The image and the service, by their texts: nobody's root, nothing to write to but the data, no shell to start it."""

from __future__ import annotations

import json
import re
from pathlib import Path

DEPLOY = Path(__file__).parent.parent / "deploy"


def last_stage() -> list[str]:
    """What the image itself is made of: the instructions of the last stage, each whole."""
    whole = (DEPLOY / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in whole.splitlines() if line.strip() and not line.startswith("#")]
    begins = max(number for number, line in enumerate(lines) if line.startswith("FROM "))
    return lines[begins:]


def test_the_image_runs_as_nobody_special_and_starts_without_a_shell() -> None:
    lines = last_stage()
    said = dict(line.split(" ", 1) for line in lines)
    assert said["USER"] == "intake"
    assert re.search(r"useradd .*--uid 10001 .*--shell /usr/sbin/nologin intake", said["RUN"])
    for name in ("ENTRYPOINT", "CMD"):
        assert isinstance(json.loads(said[name]), list), "a list is started as it is, a text by a shell"
    checks = [line for line in lines if line.startswith("HEALTHCHECK") and not line.startswith("HEALTHCHECK NONE")]
    assert all(re.search(r"CMD \[", line) for line in checks)
    assert lines.index(f"USER {said['USER']}") > max(n for n, line in enumerate(lines) if line.startswith("RUN"))


def test_the_image_holds_what_the_pins_say_and_no_secret() -> None:
    whole = (DEPLOY / "Dockerfile").read_text("utf-8")
    assert "--no-deps --require-hashes -r deploy/requirements.txt" in whole
    assert not re.search(r"(TOKEN|SECRET|PASSWORD|KEY)\s*=", whole)
    assert not re.search(r"^ADD |curl |wget |COPY \. ", whole, re.MULTILINE)
    said = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    left_out = [line for line in said if line and not line.startswith("#")]
    assert left_out[0] == "*", "only what is named is even sent to the builder"
    assert not [one for one in left_out if one.startswith("!") and re.search(r"\.env|keys|\.key|\.db", one)]


def test_the_container_and_the_service_may_write_to_their_data_alone() -> None:
    compose = (DEPLOY / "compose.yaml").read_text("utf-8")
    for line in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "core: 0"):
        assert line in compose, line
    assert not re.search(r"^\s*privileged:|/var/run/docker.sock|network_mode: host", compose, re.MULTILINE)
    unit = (DEPLOY / "intake.service").read_text("utf-8")
    for line in (
        "User=intake",
        "ProtectSystem=strict",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=\n",
        "LimitCORE=0",
    ):
        assert line in unit, line
