"""What is shipped to run it elsewhere: valid by the schemas of Kubernetes and compose, hardened, in step with code."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import __version__
from bot.settings import SETTINGS

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
COMPOSE = [DEPLOY / "compose.yaml", DEPLOY / "compose.postgresql.yaml"]
_WORKLOADS = ("Deployment", "Job", "CronJob")
_NAMES = {setting.name for setting in SETTINGS}


def _checked(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


def _documents(path: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load_all(path.read_text(encoding="utf-8")))


def _every() -> list[dict[str, Any]]:
    return [document for path in MANIFESTS for document in _documents(path)]


def _pods() -> Iterator[tuple[str, dict[str, Any]]]:
    for document in _every():
        if document["kind"] in _WORKLOADS:
            spec = document["spec"]
            spec = spec["jobTemplate"]["spec"] if document["kind"] == "CronJob" else spec
            yield document["metadata"]["name"], spec["template"]


def _services(path: Path) -> Mapping[str, dict[str, Any]]:
    [document] = _documents(path)
    services: Mapping[str, dict[str, Any]] = document["services"]
    return services


def test_the_manifests_are_valid_to_the_letter() -> None:
    done = _checked("kubernetes_validate", "--strict", *map(str, MANIFESTS))
    assert done.returncode == 0, done.stdout + done.stderr
    kinds = {document["kind"] for document in _every()}
    assert kinds >= {*_WORKLOADS, "Secret", "Service", "Ingress", "PodDisruptionBudget", "NetworkPolicy"}


def test_a_misspelt_field_is_found(tmp_path: Path) -> None:
    text = (DEPLOY / "kubernetes" / "intake.yaml").read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace("readOnlyRootFilesystem", "readonlyRootFilesystem"), encoding="utf-8")
    assert _checked("kubernetes_validate", "--strict", str(wrong)).returncode != 0


def test_the_compose_files_are_valid() -> None:
    done = _checked("check_jsonschema", "--builtin-schema", "vendor.compose-spec", *map(str, COMPOSE))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("name", "pod"), list(_pods()))
def test_a_pod_is_nobody_and_writes_nowhere_but_where_it_must(name: str, pod: dict[str, Any]) -> None:
    spec = pod["spec"]
    assert spec["automountServiceAccountToken"] is False
    whole = spec["securityContext"]
    assert (whole["runAsNonRoot"], whole["seccompProfile"]["type"]) == (True, "RuntimeDefault")
    for container in spec["containers"]:
        own = container["securityContext"]
        assert (own["allowPrivilegeEscalation"], own["readOnlyRootFilesystem"]) == (False, True)
        assert own["capabilities"] == {"drop": ["ALL"]}
        assert "command" not in container, "the image's own entry point, so that no shell is needed"
        assert container["image"].endswith(f"/intake:{__version__}"), name
        assert container["resources"]["limits"]["memory"]
        assert not [one["name"] for one in container.get("env", ()) if one["name"] not in _NAMES]


def test_the_user_is_the_images() -> None:
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    [uid] = re.findall(r"--uid (\d+)", image)
    assert {pod["spec"]["securityContext"]["runAsUser"] for _, pod in _pods()} == {int(uid)}


def test_probes_ask_the_port_that_is_set_and_a_stop_has_its_time() -> None:
    pods = dict(_pods())
    spec = pods["intake"]["spec"]
    [container] = spec["containers"]
    ports = {port["name"]: str(port["containerPort"]) for port in container["ports"]}
    settings = {one["name"]: one["value"] for one in container["env"]}
    assert ports == {"http": settings["INTAKE_PORT"], "metrics": settings["INTAKE_METRICS_PORT"]}
    asked = {name: container[name]["httpGet"] for name in ("startupProbe", "livenessProbe", "readinessProbe")}
    assert {probe["port"] for probe in asked.values()} == {"metrics"}
    assert (asked["livenessProbe"]["path"], asked["readinessProbe"]["path"]) == ("/healthz", "/readyz")
    assert pods["intake"]["metadata"]["annotations"]["prometheus.io/port"] == ports["metrics"]
    assert spec["terminationGracePeriodSeconds"] >= 10
    [policy] = [document for document in _every() if document["kind"] == "NetworkPolicy"]
    opened = {str(port["port"]) for rule in policy["spec"]["ingress"] for port in rule["ports"]}
    assert opened == set(ports.values())
    selected = set(policy["spec"]["podSelector"]["matchExpressions"][0]["values"])
    assert selected == {pod["metadata"]["labels"]["app.kubernetes.io/name"] for pod in pods.values()}


def test_one_goes_on_while_nodes_are_drained_and_versions_change() -> None:
    [budget] = [document for document in _every() if document["kind"] == "PodDisruptionBudget"]
    [running] = [document for document in _every() if document["kind"] == "Deployment"]
    assert budget["spec"]["minAvailable"] >= 1 < running["spec"]["replicas"]
    assert budget["spec"]["selector"] == running["spec"]["selector"]
    assert running["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0


def test_the_example_of_a_secret_names_settings_and_holds_none() -> None:
    [secret] = _documents(DEPLOY / "kubernetes" / "secret.example.yaml")
    assert set(secret["stringData"]) < _NAMES
    assert all("put-" in value for value in secret["stringData"].values())


def test_compose_runs_two_that_wait_for_the_tables() -> None:
    services = _services(COMPOSE[1])
    assert services["intake"]["deploy"]["replicas"] == 2
    assert services["intake"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert services["migrate"]["command"] == ["migrate"]
    for name in ("migrate", "intake"):
        one = services[name]
        assert (one["read_only"], one["cap_drop"], one["security_opt"]) == (True, ["ALL"], ["no-new-privileges:true"])
        assert set(one["environment"]) <= _NAMES
        assert one["ulimits"] == {"core": 0}
    asked = " ".join(services["intake"]["healthcheck"]["test"])
    assert f":{services['intake']['environment']['INTAKE_METRICS_PORT']}/readyz" in asked
    assert services["intake"]["healthcheck"]["test"][0] == "CMD", "without a shell"
