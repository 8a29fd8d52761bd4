//! Which texts are IP addresses and networks: those that the standard library takes.

use std::net::IpAddr;

use ionoscloud_dataplatform::rules::Format;
use proptest::prelude::*;

use super::cases;

/// Texts of the characters of addresses, some of which are one.
const LIKE: &str = "[0-9]{0,4}(\\.[0-9]{0,4}){2,4}|(:|::|[0-9a-fA-Fg]{1,5}|[0-9]{1,3}\\.){1,17}";

fn is_address(text: &str) -> bool {
    Format::Ip.refuse(text).is_none()
}

fn is_network(text: &str) -> bool {
    Format::Cidr.refuse(text).is_none()
}

proptest! {
    #![proptest_config(cases(8192))]

    #[test]
    fn what_looks_like_an_address_is_one_where_the_standard_library_says_so(text in LIKE) {
        prop_assert_eq!(is_address(&text), text.parse::<IpAddr>().is_ok(), "{}", text);
    }

    #[test]
    fn an_address_is_one_and_a_damaged_one_where_the_standard_library_says_so(
        address in any::<IpAddr>(),
        place in any::<proptest::sample::Index>(),
        put in prop::sample::select(vec!["", ":", ".", "0", "f", "::", "/", " "]),
    ) {
        let mut text = address.to_string();
        prop_assert!(is_address(&text), "{}", text);
        let place = place.index(text.len());
        text.replace_range(place..=place, put);
        prop_assert_eq!(is_address(&text), text.parse::<IpAddr>().is_ok(), "{}", text);
    }

    #[test]
    fn a_network_has_as_many_bits_as_its_address(address in any::<IpAddr>(), bits in 0..140_u32) {
        let most = if address.is_ipv4() { 32 } else { 128 };
        let network = format!("{address}/{bits}");
        prop_assert_eq!(is_network(&network), bits <= most, "{}", network);
        let padded = format!("{address}/0{bits}");
        prop_assert!(!is_network(&padded), "{}", padded);
    }
}
