"""The official Python SDK against the emulator.

Its only release on PyPI is made for API 0.0.7, which had other shapes for the kubeconfig and the versions:
`older_api.json` has the emulator use them. The SDK checks requests and answers against its own models.
"""

import unittest
from datetime import datetime, timezone
from pathlib import Path

import yaml
from ionoscloud_dataplatform import (
    ApiClient,
    Configuration,
    CreateClusterProperties,
    CreateClusterRequest,
    CreateNodePoolProperties,
    CreateNodePoolRequest,
    DataPlatformClusterApi,
    DataPlatformMetaDataApi,
    DataPlatformNodePoolApi,
    MaintenanceWindow,
    PatchClusterProperties,
    PatchClusterRequest,
    PatchNodePoolProperties,
    PatchNodePoolRequest,
)
from ionoscloud_dataplatform.exceptions import ApiException

from emulator import Emulator, finish_work

DATACENTER = "498ae72f-411f-11eb-9d07-046c59cc737e"


class OfficialSdk(unittest.TestCase):
    def setUp(self):
        self.emulator = self.enterContext(Emulator("--config", Path(__file__).with_name("older_api.json")))
        self.as_user(token="token-of-alice")

    def as_user(self, **credentials):
        configuration = Configuration(host=self.emulator.api, **credentials)
        configuration.client_side_validation = True
        client = self.enterContext(ApiClient(configuration))
        self.clusters = DataPlatformClusterApi(client)
        self.node_pools = DataPlatformNodePoolApi(client)
        self.versions = DataPlatformMetaDataApi(client)

    def finish_work(self):
        finish_work(self.emulator.url)

    def create_cluster(self, name="analytics", **properties):
        properties = {"data_platform_version": "24.3", "datacenter_id": DATACENTER, **properties}
        request = CreateClusterRequest(properties=CreateClusterProperties(name=name, **properties))
        return self.clusters.create_cluster(request)

    def create_node_pool(self, cluster, name="workers", **properties):
        properties = CreateNodePoolProperties(name=name, node_count=2, **properties)
        return self.node_pools.create_cluster_nodepool(cluster.id, CreateNodePoolRequest(properties=properties))

    def assert_refused(self, status, message, call, *arguments, **named):
        with self.assertRaises(ApiException) as raised:
            call(*arguments, **named)
        self.assertEqual(raised.exception.status, status)
        self.assertIn(message, raised.exception.body)

    def test_lists_versions(self):
        self.assertEqual(self.versions.versions_get()[-1], "25.3")

    def test_creates_and_reads_a_cluster(self):
        window = MaintenanceWindow(time="16:30:59", day_of_the_week="Monday")
        created = self.create_cluster(maintenance_window=window)
        self.assertEqual(created.metadata.state, "DEPLOYING")

        self.finish_work()
        cluster = self.clusters.get_cluster(created.id)
        self.assertEqual(cluster.id, created.id)
        self.assertEqual(cluster.type, "cluster")
        self.assertEqual(cluster.href, f"{self.emulator.api}/clusters/{created.id}")
        self.assertEqual(cluster.properties.name, "analytics")
        self.assertEqual(cluster.properties.datacenter_id, DATACENTER)
        self.assertEqual(cluster.properties.data_platform_version, "24.3")
        self.assertEqual(cluster.properties.maintenance_window, window)

        metadata = cluster.metadata
        self.assertEqual(metadata.state, "AVAILABLE")
        self.assertEqual(metadata.created_by, "alice@example.com")
        self.assertEqual(metadata.created_in_contract_number, "31415926")
        self.assertEqual(metadata.current_data_platform_version, "24.3")
        self.assertIsInstance(metadata.created_date, datetime)
        self.assertLessEqual(metadata.created_date, datetime.now(timezone.utc))

    def test_lists_clusters_by_name(self):
        ids = [self.create_cluster(name).id for name in ("analytics", "Reporting", "report-2")]
        self.assertEqual([cluster.id for cluster in self.clusters.get_clusters().items], ids)
        found = self.clusters.get_clusters(name="report").items
        self.assertEqual([cluster.properties.name for cluster in found], ["Reporting", "report-2"])

    def test_patches_a_cluster(self):
        cluster = self.create_cluster()
        self.finish_work()
        properties = PatchClusterProperties(name="renamed", data_platform_version="24.11")
        updating = self.clusters.patch_cluster(cluster.id, PatchClusterRequest(properties=properties))
        self.assertEqual(updating.metadata.state, "UPDATING")

        self.finish_work()
        patched = self.clusters.get_cluster(cluster.id)
        self.assertEqual(patched.metadata.state, "AVAILABLE")
        self.assertEqual(patched.properties.name, "renamed")
        self.assertEqual(patched.metadata.current_data_platform_version, "24.11")

    def test_deletes_a_cluster(self):
        cluster = self.create_cluster()
        self.finish_work()
        before = self.clusters.delete_cluster(cluster.id)
        self.assertEqual(before.metadata.state, "AVAILABLE")
        self.assertEqual(self.clusters.get_cluster(cluster.id).metadata.state, "DESTROYING")

        self.finish_work()
        self.assert_refused(404, "dsaas-404", self.clusters.get_cluster, cluster.id)
        self.assertEqual(self.clusters.get_clusters().items, [])

    def test_creates_reads_and_lists_node_pools(self):
        cluster = self.create_cluster()
        self.finish_work()
        created = self.create_node_pool(cluster, labels={"role": "worker"}, storage_type="HDD")
        self.assertEqual(created.metadata.state, "DEPLOYING")

        self.finish_work()
        pool = self.node_pools.get_cluster_nodepool(cluster.id, created.id)
        self.assertEqual(pool.metadata.state, "AVAILABLE")
        self.assertEqual(pool.properties.node_count, 2)
        self.assertEqual(pool.properties.labels, {"role": "worker"})
        self.assertEqual(pool.properties.storage_type, "HDD")
        self.assertEqual((pool.properties.cores_count, pool.properties.ram_size), (4, 4096))
        self.assertEqual(self.node_pools.get_cluster_nodepools(cluster.id).items, [pool])

    def test_patches_a_node_pool(self):
        cluster = self.create_cluster()
        pool = self.create_node_pool(cluster, labels={"role": "worker", "zone": "a"})
        self.finish_work()
        properties = PatchNodePoolProperties(node_count=5, labels={"role": "query"})
        request = PatchNodePoolRequest(properties=properties)
        self.node_pools.patch_cluster_nodepool(cluster.id, pool.id, request)

        self.finish_work()
        patched = self.node_pools.get_cluster_nodepool(cluster.id, pool.id)
        self.assertEqual(patched.properties.node_count, 5)
        self.assertEqual(patched.properties.labels, {"role": "query"})

    def test_deletes_a_node_pool(self):
        cluster = self.create_cluster()
        pool = self.create_node_pool(cluster)
        self.finish_work()
        self.assertEqual(self.node_pools.delete_cluster_nodepool(cluster.id, pool.id).id, pool.id)

        self.finish_work()
        self.assert_refused(404, "dsaas-404", self.node_pools.get_cluster_nodepool, cluster.id, pool.id)
        self.assertEqual(self.node_pools.get_cluster_nodepools(cluster.id).items, [])

    def test_reads_a_kubeconfig(self):
        cluster = self.create_cluster()
        self.finish_work()
        kubeconfig = self.clusters.get_cluster_kubeconfig(cluster.id)
        self.assertIsInstance(kubeconfig, str)
        config = yaml.safe_load(kubeconfig)
        contexts = {context["name"]: context["context"] for context in config["contexts"]}
        self.assertEqual(contexts[config["current-context"]]["cluster"], "analytics")

    def test_logs_in_with_a_password_and_sees_only_its_own_contract(self):
        cluster = self.create_cluster()
        self.as_user(username="bob@example.com", password="password-of-bob")
        self.assertEqual(self.clusters.get_clusters().items, [])
        self.assert_refused(404, "dsaas-404", self.clusters.get_cluster, cluster.id)

    def test_tells_what_is_refused(self):
        message = "the version '22.11' is not available anymore"
        self.assert_refused(422, message, self.create_cluster, data_platform_version="22.11")
        self.as_user(token="token-of-nobody")
        self.assert_refused(401, "paas-auth-1", self.clusters.get_clusters)


if __name__ == "__main__":
    unittest.main()
