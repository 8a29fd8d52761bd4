//! Every constraint of the API, stated once, as data.
//!
//! [`schemas`] describes the bodies as `static` values; the crate `checker` walks any of them over
//! a JSON text.

pub mod schemas;

pub use checker::{
    Answer, Field, Flaw, Format, Integer, Object, Path, Pattern, Rule, Schema, Step, Text,
    Violation, check_answer, check_request, check_text, integer,
};
pub(crate) use checker::{MOST_VIOLATIONS, hint, nearest, parse_uuid};

#[cfg(test)]
mod tests {
    use super::*;

    fn request(object: &'static Object, json: &str) -> Vec<(String, &'static str, String)> {
        let schema = Box::leak(Box::new(Schema::Object(object)));
        let violations = check_request(schema, json.as_bytes()).unwrap();
        violations
            .into_iter()
            .map(|v| (v.path.to_string(), v.rule.as_str(), v.message))
            .collect()
    }

    fn rules(object: &'static Object, json: &str) -> Vec<(String, &'static str)> {
        let found = request(object, json).into_iter();
        found.map(|(path, rule, _)| (path, rule)).collect()
    }

    fn answer(object: &'static Object, json: &str) -> Result<Answer, Flaw> {
        check_answer(Box::leak(Box::new(Schema::Object(object))), json.as_bytes())
    }

    const DATACENTER: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

    #[test]
    fn a_complete_request_breaks_no_rule() {
        let json = format!(
            r#"{{"properties":{{"name":"c1","dataPlatformVersion":"24.3","datacenterId":"{DATACENTER}",
            "maintenanceWindow":{{"time":"16:30:59","dayOfTheWeek":"Monday"}},
            "lans":[{{"lanId":"1","dhcp":true,"routes":[{{"network":"10.0.0.0/8","gateway":"10.0.0.1"}}]}}]}}}}"#
        );
        assert_eq!(request(&schemas::CREATE_CLUSTER_REQUEST, &json), []);
    }

    #[test]
    fn all_violations_come_at_once_each_with_its_path() {
        let json = r#"{"properties":{"name":"-","nodeCount":0,"ramSize":3000,"cpuFamily":"A B",
            "labels":{"a b":1},"autoScaling":{"minNodeCount":3,"maxNodeCount":3},
            "maintenanceWindow":{"time":"24:00:00"}}}"#;
        assert_eq!(
            rules(&schemas::CREATE_NODE_POOL_REQUEST, json),
            [
                ("properties.name".to_owned(), "minLength"),
                ("properties.nodeCount".to_owned(), "minimum"),
                ("properties.ramSize".to_owned(), "multipleOf"),
                ("properties.cpuFamily".to_owned(), "pattern"),
                ("properties.labels[\"a b\"]".to_owned(), "type"),
                ("properties.autoScaling.maxNodeCount".to_owned(), "range"),
                ("properties.maintenanceWindow.time".to_owned(), "pattern"),
                (
                    "properties.maintenanceWindow.dayOfTheWeek".to_owned(),
                    "required"
                ),
            ]
        );
    }

    #[test]
    fn a_mistyped_field_is_refused_with_the_nearest_name() {
        let found = request(
            &schemas::CREATE_CLUSTER_REQUEST,
            &format!(r#"{{"properties":{{"name":"c1","datacenterID":"{DATACENTER}"}}}}"#),
        );
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].0, "properties.datacenterID");
        assert_eq!(
            found[0].2,
            "is no field of CreateClusterProperties; did you mean datacenterId?"
        );
        assert_eq!(found[1].1, "required");
    }

    #[test]
    fn a_path_reads_as_one_would_write_it() {
        let json = r#"{"properties":{"lans":[{"lanId":"1"},{"lanId":2,"$a":1,"_b":1,"c d":1}]}}"#;
        let paths: Vec<_> = rules(&schemas::PATCH_CLUSTER_REQUEST, json)
            .into_iter()
            .map(|(path, _)| path)
            .collect();
        assert_eq!(
            paths,
            [
                "properties.lans[1].lanId",
                "properties.lans[1].$a",
                "properties.lans[1]._b",
                "properties.lans[1][\"c d\"]",
            ]
        );
    }

    #[test]
    fn what_is_fixed_at_creation_cannot_be_patched() {
        assert_eq!(
            rules(
                &schemas::PATCH_NODE_POOL_REQUEST,
                r#"{"properties":{"ramSize":4096}}"#
            ),
            [("properties.ramSize".to_owned(), "immutable")]
        );
    }

    #[test]
    fn null_is_refused_where_the_service_refuses_it() {
        assert_eq!(
            request(
                &schemas::PATCH_CLUSTER_REQUEST,
                r#"{"properties":{"name":null,"lans":[{"lanId":"1","routes":null}]}}"#
            ),
            [
                (
                    "properties.name".to_owned(),
                    "null",
                    "must not be null; leave it out".to_owned()
                ),
                (
                    "properties.lans[0].routes".to_owned(),
                    "null",
                    "must not be null, the service refuses it; leave it out or give an empty array"
                        .to_owned()
                ),
            ]
        );
        assert_eq!(
            rules(
                &schemas::PATCH_NODE_POOL_REQUEST,
                r#"{"properties":{"autoScaling":null}}"#
            ),
            []
        );
    }

    #[test]
    fn a_number_must_fit_its_format() {
        let count = |value: &str| {
            rules(
                &schemas::PATCH_NODE_POOL_REQUEST,
                &format!(r#"{{"properties":{{"nodeCount":{value}}}}}"#),
            )
        };
        assert_eq!(count("1"), []);
        assert_eq!(count("0")[0].1, "minimum");
        assert_eq!(count("2147483647"), []);
        assert_eq!(count("2147483648")[0].1, "maximum");
        assert_eq!(count("2.5")[0].1, "type");
        assert_eq!(count("3.0"), []);
        assert_eq!(count("\"3\"")[0].1, "type");
    }

    #[test]
    fn the_bounds_of_automatic_scaling_ascend_in_requests() {
        let range = |least: i32, most: i32| {
            let bounds = format!(r#"{{"maxNodeCount":{most},"minNodeCount":{least}}}"#);
            let json = format!(r#"{{"properties":{{"autoScaling":{bounds}}}}}"#);
            rules(&schemas::PATCH_NODE_POOL_REQUEST, &json)
        };
        assert_eq!(range(1, 5), []);
        for (least, most) in [(5, 1), (3, 3)] {
            let path = "properties.autoScaling.maxNodeCount".to_owned();
            assert_eq!(range(least, most), [(path, "range")], "{least} to {most}");
        }
    }

    #[test]
    fn a_text_that_stands_alone_is_told_from_none() {
        let messages = |text| {
            let rules = Text {
                min_length: Some(2),
                max_length: Some(3),
                ..Text::ANY
            };
            check_text(&rules, text)
        };
        assert_eq!(
            messages(""),
            [(Rule::MinLength, "must not be empty".to_owned())]
        );
        assert_eq!(messages("a")[0].0, Rule::MinLength);
        assert_ne!(messages("a")[0].1, "must not be empty");
        assert_eq!(messages("ab"), []);
        assert_eq!(messages("abc"), []);
        assert_eq!(messages("abcd")[0].0, Rule::MaxLength);
    }

    #[test]
    fn an_answer_may_know_more_than_this_library() {
        let json = format!(
            r#"{{"id":"{DATACENTER}","new":{{"deep":[1]}},"metadata":{{"state":"HIBERNATED","ETag":null}},
            "properties":{{"name":"x","storageType":"NVME","nodeCount":-1,"labels":{{"a":1}},"autoScaling":null}}}}"#
        );
        let known = answer(&schemas::NODE_POOL_RESPONSE_DATA, &json).unwrap();
        assert_eq!(known.ids, [0x3fa8_5f64_5717_4562_b3fc_2c96_3f66_afa6]);
    }

    #[test]
    fn an_answer_of_another_shape_is_refused_with_the_path() {
        let flaw = |json: &str| match answer(&schemas::CLUSTER_LIST_RESPONSE_DATA, json) {
            Err(Flaw::Shape(violation)) => format!("{} {}", violation.path, violation.message),
            other => format!("{other:?}"),
        };
        assert_eq!(flaw("[]"), " must be an object, not an array");
        assert_eq!(flaw("{}"), "items is missing");
        assert_eq!(
            flaw(r#"{"items":[{"id":7}]}"#),
            "items[0].id must be a string, not a number"
        );
        assert_eq!(
            flaw(r#"{"items":[{"id":"x","metadata":null,"properties":{}}]}"#),
            "items[0].metadata must not be null"
        );
    }

    #[test]
    fn a_field_may_be_spelled_with_escapes() {
        let json = r#"{"\u0069tems":[]}"#;
        assert_eq!(
            answer(&schemas::CLUSTER_LIST_RESPONSE_DATA, json),
            Ok(Answer::default())
        );
    }

    #[test]
    fn the_list_of_violations_ends_somewhere() {
        let labels: Vec<_> = (0..1000).map(|i| format!("\"k{i}\":{i}")).collect();
        let json = format!(r#"{{"properties":{{"labels":{{{}}}}}}}"#, labels.join(","));
        assert_eq!(
            rules(&schemas::PATCH_NODE_POOL_REQUEST, &json).len(),
            MOST_VIOLATIONS
        );
    }
}
