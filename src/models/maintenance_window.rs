use serde::{Deserialize, Serialize};

use super::open_enum::open_enum;

open_enum! {
    /// Day of the week, in English.
    DayOfTheWeek {
        /// Monday.
        Monday = "Monday",
        /// Tuesday.
        Tuesday = "Tuesday",
        /// Wednesday.
        Wednesday = "Wednesday",
        /// Thursday.
        Thursday = "Thursday",
        /// Friday.
        Friday = "Friday",
        /// Saturday.
        Saturday = "Saturday",
        /// Sunday.
        Sunday = "Sunday",
    }
}

/// Start of a weekly window of four hours in which maintenance may happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
pub struct MaintenanceWindow {
    /// Start time as `HH:MM:SS`, 24-hour clock, for example `"16:30:59"`.
    pub time: String,
    /// Day on which the window starts, in English.
    #[cfg_attr(
        feature = "exports",
        tsify(
            type = r#""Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday" | (string & {})"#
        )
    )]
    pub day_of_the_week: DayOfTheWeek,
}
