//! What speaks for a candidate, by name, and how much each counts.

/// The evidence for one candidate: a number for each thing that was looked at.
/// The weights are in [`Evidence::score`]; they are set by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// How much the place is spoken of at large: see `Place::importance`.
    pub importance: f32,
    /// 1 if the name is another than the place is listed under.
    pub is_alternate: f32,
    /// 1 if the name lacks the word for the kind of place.
    pub is_short: f32,
    /// 1 if the text names what it lies in beside it: "Amman, Jordan".
    pub in_named_container: f32,
    /// 1 for a unit that stands beside a place as what contains it.
    pub is_beside_content: f32,
    /// 1 if another place is listed under the name that is this one's alternate.
    pub is_overruled_alternate: f32,
    /// 1 if the text names a container beside it and it does not lie there.
    pub outside_named_container: f32,
    /// The share of the article's other places that lie in its country.
    pub country_share: f32,
    /// The share of the article's other places that lie in its first-order unit.
    pub admin1_share: f32,
    /// The share of the article's other places that lie in its second-order unit.
    pub admin2_share: f32,
    /// From 0 (far) to 1 (the same spot): how near the nearest other place is.
    pub nearness: f32,
    /// 1 if the article names the same place under this name elsewhere, with
    /// its container.
    pub same_sense: f32,
    /// 1 for a unit whose namesake city holds much of its people ("New York").
    pub is_outshone_unit: f32,
    /// 1 for a country or capital where the name stands for a government.
    pub can_govern: f32,
    /// How many places bear the name.
    pub namesakes: f32,
}

impl Evidence {
    /// The sum of the evidence, on a scale on which a tenfold city is one more.
    pub(super) fn score(&self) -> f32 {
        self.importance
            - 0.7 * self.is_alternate
            - 1.3 * self.is_short
            - 1.5 * self.is_overruled_alternate
            + 4.0 * self.is_beside_content
            + 6.0 * self.in_named_container
            - 2.0 * self.outside_named_container
            + 2.6 * self.country_share
            + 3.0 * self.admin1_share
            + 2.0 * self.admin2_share
            + 2.0 * self.nearness
            + 5.0 * self.same_sense
            - 2.0 * self.is_outshone_unit
            + 0.7 * self.can_govern
    }

    /// The evidence as short reasons, the weightiest first.
    #[must_use]
    pub fn reasons(&self) -> Vec<String> {
        let mut reasons = Vec::new();
        if 0.5 < self.in_named_container {
            reasons.push("the text names what it lies in beside it".to_owned());
        }
        if 0.5 < self.same_sense {
            reasons.push("the text names it with what it lies in elsewhere".to_owned());
        }
        if self.namesakes < 1.5 {
            reasons.push("no other listed place bears the name".to_owned());
        } else {
            reasons.push(format!("chosen among {} places of the name", self.namesakes));
        }
        if 0.25 < self.country_share {
            let share = (self.country_share * 100.0).round();
            reasons.push(format!(
                "{share} % of the story’s other places lie in its country"
            ));
        }
        if 0.15 < self.admin1_share {
            let share = (self.admin1_share * 100.0).round();
            reasons
                .push(format!("{share} % of the story’s other places lie in its region"));
        }
        if 0.4 < self.nearness {
            reasons.push("near to other places of the story".to_owned());
        }
        if 6.0 <= self.importance {
            reasons.push("a place much spoken of".to_owned());
        }
        reasons
    }
}
