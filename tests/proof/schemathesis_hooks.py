"""What schemathesis cannot read in openapi.yaml, and how time passes for it."""

import os

import schemathesis

from emulator import create_cluster, create_node_pool, finish_work

URL = os.environ["EMULATOR_URL"]
TOKEN = os.environ["EMULATOR_TOKEN"]

OFFERED_VERSIONS = ["24.3", "24.11", "25.3"]
STRINGS = {"additionalProperties": {"type": "string"}}
A_NODE_OR_MORE = {"minimum": 1}
OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
IPV4 = rf"{OCTET}(?:\.{OCTET}){{3}}"

# Rules that the description states in prose only (x-client-rule, x-observed), as keywords. Without them nearly every
# body that schemathesis takes for good is refused, and what an accepted one sets off is hardly tested.
PROSE = {
    "CreateClusterProperties": {"dataPlatformVersion": {"enum": OFFERED_VERSIONS}},
    "PatchClusterProperties": {"dataPlatformVersion": {"enum": OFFERED_VERSIONS}},
    "CreateNodePoolProperties": {"ramSize": {"multipleOf": 1024}, "labels": STRINGS, "annotations": STRINGS},
    "PatchNodePoolProperties": {"labels": STRINGS, "annotations": STRINGS},
    "AutoScalingBase": {"minNodeCount": A_NODE_OR_MORE, "maxNodeCount": A_NODE_OR_MORE},
    "Route": {"network": {"pattern": rf"^{IPV4}/(?:3[0-2]|[12]?\d)$"}, "gateway": {"pattern": f"^{IPV4}$"}},
}


@schemathesis.hook
def before_load_schema(_, raw_schema):
    schemas = raw_schema["components"]["schemas"]
    for model, fields in PROSE.items():
        for field, keywords in fields.items():
            schemas[model]["properties"][field].update(keywords)
    range_in_patch = schemas["PatchNodePoolProperties"]["properties"]["autoScaling"]["properties"]
    for bound in range_in_patch.values():
        bound.update(A_NODE_OR_MORE)


class Existing:
    """Resources that are there for as long as the tests run."""

    def __init__(self):
        self.cluster = create_cluster(URL, TOKEN)
        self.node_pool = create_node_pool(URL, TOKEN, self.cluster)

    def ids(self, case):
        """Ids for a request. What deletes gets a resource of its own."""
        ids = {"clusterId": self.cluster, "nodepoolId": self.node_pool}
        *_, subject = case.path_parameters
        if case.method == "DELETE" and subject == "clusterId":
            ids["clusterId"] = create_cluster(URL, TOKEN)
        if case.method == "DELETE" and subject == "nodepoolId":
            ids["nodepoolId"] = create_node_pool(URL, TOKEN, self.cluster)
        return {name: ids[name] for name in case.path_parameters}


existing = Existing()


@schemathesis.hook
def before_call(_, case, __):
    """Puts existing ids in place of made-up ones.

    Malformed ones stay. Fuzzing needs no help: it takes ids from earlier answers, and makes up some. Sequences of
    calls have those of the calls before.
    """
    if case.path_parameters and has_made_up_ids(case.meta):
        case.path_parameters.update(existing.ids(case))


def has_made_up_ids(meta):
    if meta is None or meta.phase.name not in ("examples", "coverage"):
        return False
    return any(place == "path" and part.mode.is_positive for place, part in meta.components.items())


@schemathesis.hook
def after_call(_, case, response):
    """Ends the work that a call has begun, so that what is created is ready and what is deleted is gone."""
    if case.method != "GET" and response.status_code == 200:
        finish_work(URL)
