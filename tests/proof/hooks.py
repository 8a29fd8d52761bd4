"""What schemathesis cannot read in openapi.yaml, and how time passes for it."""

import itertools
import os

import schemathesis

from emulator import create_cluster, create_node_pool, finish_work

URL = os.environ["EMULATOR_URL"]
TOKEN = os.environ["EMULATOR_TOKEN"]

VERSION = {"enum": ["24.3", "24.11", "25.3"]}
STRINGS = {"additionalProperties": {"type": "string"}}
RANGE = {"properties": {"minNodeCount": {"minimum": 1}, "maxNodeCount": {"minimum": 1}}}
OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
IPV4 = rf"{OCTET}(?:\.{OCTET}){{3}}"

# What the description says of requests in prose only (x-client-rule, x-observed), as keywords. Without them nearly
# every body that schemathesis takes for good is refused, and what an accepted one sets off is hardly tested.
PROSE = {
    "CreateClusterProperties": {
        "required": ["name", "datacenterId", "dataPlatformVersion"],
        "properties": {"dataPlatformVersion": VERSION},
    },
    "PatchClusterProperties": {"properties": {"dataPlatformVersion": VERSION}},
    "CreateNodePoolProperties": {
        "properties": {
            "ramSize": {"multipleOf": 1024},
            "labels": STRINGS,
            "annotations": STRINGS,
            "autoScaling": RANGE,
        }
    },
    "PatchNodePoolProperties": {"properties": {"labels": STRINGS, "annotations": STRINGS, "autoScaling": RANGE}},
    "Route": {
        "properties": {
            "network": {"pattern": f"^{IPV4}/(?:3[0-2]|[12]?[0-9])$"},
            "gateway": {"pattern": f"^{IPV4}$"},
        }
    },
}


@schemathesis.hook
def before_load_schema(_, raw_schema):
    schemas = raw_schema["components"]["schemas"]
    for model, rule in PROSE.items():
        narrow(schemas[model], rule)
    for resource in ("Cluster", "NodePool"):
        fix_at_creation(schemas[f"Create{resource}Properties"], schemas[f"Patch{resource}Properties"])


def narrow(schema, rule):
    # A model that others refer to as well stays as it is: answers have 0 to 0 for a range that is off.
    if "$ref" in schema:
        schema["allOf"] = [{"$ref": schema.pop("$ref")}, rule]
        return
    for keyword, value in rule.items():
        if keyword != "properties":
            schema[keyword] = value
            continue
        for field, field_rule in value.items():
            narrow(schema["properties"][field], field_rule)


def fix_at_creation(create, patch):
    """Forbids in a change what only a creation can set (x-mutable: false)."""
    for field in create["properties"]:
        patch["properties"].setdefault(field, {"not": {}})


class Resources:
    """Whose ids schemathesis is to use: a cluster and a node pool that stay, and some that are there to be deleted."""

    def __init__(self):
        self.cluster = create_cluster(URL, TOKEN)
        self.node_pool = create_node_pool(URL, TOKEN, self.cluster)
        self.is_missing = itertools.cycle([False, False, False, True])

    def ids(self, method, parameters):
        """Ids of what exists; every fourth time, one that does not."""
        ids = {"clusterId": self.cluster, "nodepoolId": self.node_pool}
        *_, last = parameters
        if next(self.is_missing):
            ids[last] = "00000000-0000-4000-8000-000000000000"
        elif method == "DELETE" and last == "clusterId":
            ids[last] = create_cluster(URL, TOKEN)
        elif method == "DELETE":
            ids[last] = create_node_pool(URL, TOKEN, self.cluster)
        return {name: ids[name] for name in parameters}


resources = Resources()


@schemathesis.hook
def before_call(_, case, __):
    """Replaces ids that schemathesis has made up or found, save malformed ones and those in sequences of calls."""
    if case.path_parameters and has_any_ids(case.meta):
        case.path_parameters.update(resources.ids(case.method, case.path_parameters))


def has_any_ids(meta):
    if meta is None or meta.phase.name == "stateful":
        return False
    return any(place == "path" and part.mode.is_positive for place, part in meta.components.items())


@schemathesis.hook
def after_call(_, case, response):
    """Ends the work that a call has begun, so that what is created is ready and what is deleted is gone."""
    if case.method != "GET" and response.status_code == 200:
        finish_work(URL)
