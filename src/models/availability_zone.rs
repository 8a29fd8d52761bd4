use super::open_enum::open_enum;

open_enum! {
    /// Availability zone of the data center region in which nodes are placed. Default: `AUTO`.
    #[cfg_attr(feature = "exports", derive(tsify::Tsify))]
    #[cfg_attr(feature = "exports", tsify(type = r#""AUTO" | "ZONE_1" | "ZONE_2" | (string & {})"#))]
    AvailabilityZone {
        /// The service chooses.
        Auto = "AUTO",
        /// The first zone.
        Zone1 = "ZONE_1",
        /// The second zone.
        Zone2 = "ZONE_2",
    }
}
