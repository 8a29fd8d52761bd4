use super::open_enum::open_enum;

open_enum! {
    /// Hardware type of the volume of a node. Default: `SSD`.
    #[cfg_attr(feature = "exports", derive(tsify::Tsify))]
    #[cfg_attr(feature = "exports", tsify(type = r#""HDD" | "SSD" | (string & {})"#))]
    StorageType {
        /// Hard disk.
        Hdd = "HDD",
        /// Solid-state disk.
        Ssd = "SSD",
    }
}
