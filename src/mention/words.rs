//! What is known about a word before its sentence is read?
//!
//! Small lists of the words that news puts around names. They are evidence for
//! the tagger and for the rules, not decisions. Lower case, without full stop.

/// A set of [`Trait`]s.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Traits(u32);

/// Something a word may be known for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(u32)]
pub(super) enum Trait {
    /// A frequent given name.
    GivenName,
    /// A given name.
    RareGivenName,
    /// One of the most frequent surnames.
    Surname,
    /// A surname.
    RareSurname,
    /// Often written small: a common word.
    Common,
    /// Seen written small.
    SeenSmall,
    /// Stands before a person's name.
    Title,
    /// Names a body of people: "university", "council".
    Body,
    /// Ends a firm's name.
    Firm,
    /// Ends the name of a newspaper, an agency, a station.
    Outlet,
    /// Ends the name of a street or building.
    Street,
    /// A kind of place that is part of place names.
    Kind,
    /// A point of the compass, or a like modifier.
    Compass,
    /// A month or a day of the week.
    Date,
    /// A nationality or the like.
    Demonym,
    /// A person's office or trade.
    Office,
    /// A verb of saying or deciding.
    Saying,
    /// A preposition of place.
    Place,
    /// A US state, abbreviated.
    StateShort,
    /// A team or its sport.
    Team,
}

impl Traits {
    pub(super) const fn with(self, other: Trait) -> Traits {
        Traits(self.0 | 1 << other as u32)
    }

    pub(super) fn has(self, other: Trait) -> bool {
        self.0 & 1 << other as u32 != 0
    }

    pub(super) fn union(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }

    pub(super) fn bits(self) -> u32 {
        self.0
    }

    pub(super) fn from_bits(bits: u32) -> Traits {
        Traits(bits)
    }
}

/// The lists, each with what its words are known for.
pub(super) const LISTS: &[(Trait, &str)] = &[
    (
        Trait::Title,
        "mr mrs ms miss dr prof professor sir lord lady president vice-president premier \
         chancellor king queen prince princess sheikh ayatollah imam pope cardinal archbishop \
         bishop rabbi rev reverend father sister pastor gov governor sen senator rep \
         representative congressman congresswoman mayor councilman councilwoman councilor \
         councillor alderman commissioner sheriff deputy chief officer detective det sgt \
         sergeant lt lieutenant capt captain maj major col colonel gen general adm admiral cmdr \
         commander cpl corporal pvt judge justice attorney atty minister secretary ambassador \
         envoy coach quarterback pitcher actor actress singer author director chairman \
         chairwoman ceo spokesman spokeswoman superintendent supt principal trooper inspector \
         constable marshal agent",
    ),
    (
        Trait::Body,
        "university college school academy institute institution council committee commission \
         ministry department dept agency bureau office authority board association assn \
         federation union league club society foundation center centre organization \
         organisation court parliament senate congress assembly party army navy force forces \
         police guard church cathedral mosque temple hospital clinic museum library theatre \
         theater orchestra bank group network coalition alliance movement front brigade \
         battalion regiment corps chamber conference district service services administration \
         program project fund trust laboratory observatory ballet opera choir high elementary \
         legislature supreme patrol lodge branch troop kennel registry \
         constabulary consulate embassy commonwealth jail prison penitentiary sheriff's auditorium stadium arena",
    ),
    (
        Trait::Firm,
        "inc corp co ltd llc plc ag sa gmbh company companies corporation holdings industries \
         enterprises partners airlines airways motors energy systems technologies \
         communications pharmaceuticals capital financial insurance brewery records pictures \
         studios entertainment group realty associates",
    ),
    (
        Trait::Outlet,
        "post times news press herald tribune journal gazette chronicle daily telegraph \
         guardian observer star sun mail mirror examiner inquirer dispatch sentinel bulletin \
         record courier ledger register review magazine weekly radio tv television broadcasting \
         agency reuters democrat republican enquirer advertiser standard independent globe \
         today online",
    ),
    (
        Trait::Street,
        "street st avenue ave road rd boulevard blvd drive dr lane ln highway hwy route \
         parkway pkwy court place plaza square bridge tower building mall interstate turnpike \
         expressway freeway way hall",
    ),
    (
        Trait::Kind,
        "county parish province governorate state district region territory city town township \
         village borough municipality prefecture oblast canton island islands isle isles \
         peninsula cape bay gulf sea ocean strait straits channel lake lakes river creek \
         stream falls mount mountain mountains hill hills valley desert plateau plain plains \
         heights range ridge canyon basin delta coast beach shore bank strip park forest \
         reserve reservation airport port harbor harbour dam canal springs point fort camp \
         republic kingdom emirate federation",
    ),
    (
        Trait::Compass,
        "north south east west northern southern eastern western northeast northwest southeast \
         southwest northeastern northwestern southeastern southwestern central upper lower \
         greater downtown mid inner outer metro metropolitan",
    ),
    (
        Trait::Date,
        "january february march april may june july august september october november december \
         jan feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday \
         friday saturday sunday mon tue tues wed thu thurs fri sat sun",
    ),
    (
        Trait::Office,
        "president minister spokesman spokeswoman spokesperson official officials diplomat \
         diplomats government governor senator mayor ambassador envoy leader leaders lawmaker \
         lawmakers prosecutor prosecutors police soldier soldiers troops forces army general \
         judge lawyer attorney coach player resident residents native citizen citizens national \
         nationals businessman journalist analyst professor student students teacher director \
         chairman delegation delegations negotiator negotiators ministers presidents officers \
         delegates envoys ambassadors generals senators governors fighters militants \
         representatives authorities regime administration",
    ),
    (
        Trait::Saying,
        "declined declines said says say saying told tells announced announces agreed agrees proposed proposes \
         denied denies rejected rejects accused accuses insisted insists warned warns urged \
         urges called calls claimed claims confirmed confirms condemned condemns demanded \
         demands decided decides declared declares vowed vows pledged pledges promised \
         promises wants wanted hopes hoped seeks sought views viewed believes believed expects \
         expected plans planned supports supported opposes opposed signed signs voted votes \
         imposed imposes approved approves backed backs blamed blames responded responds \
         reported reports reiterated commends commended maintains maintained threatened \
         threatens argued argues hailed refused refuses offered offers recognized recognised \
         recognizes expelled expels invaded attacked launched",
    ),
    (
        Trait::Place,
        "in near at to from across into outside around throughout toward towards inside via \
         within between through over off along north south east west downtown leaving entering \
         visiting visited",
    ),
    (
        Trait::StateShort,
        "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo \
         mont neb nev n.h n.j n.m n.y n.c n.d okla ore pa r.i s.c s.d tenn tex vt va wash \
         w.va wis wyo d.c al ak az ar ca ct fl hi id il ks me mi mn ms mt ne nv nh nj nm ny nc \
         nd oh ok pr ri sc sd tn tx ut wa wv wi wy dc b.c ont que alta sask",
    ),
    (
        Trait::Team,
        "fc united rovers wanderers athletic giants lions tigers bears eagles hawks bulls \
         bulldogs panthers wildcats cardinals red yankees mets dodgers lakers celtics rangers \
         raiders cowboys broncos chiefs saints patriots steelers packers vikings dolphins jets \
         bills browns ravens bengals colts texans titans jaguars warriors knights kings heat \
         spurs rockets mavericks nuggets jazz suns blazers clippers pistons pacers bucks \
         hornets magic wizards sox cubs phillies braves marlins nationals pirates reds brewers \
         astros royals twins athletics mariners angels padres rockies diamondbacks orioles \
         blue jays rays devils flyers penguins capitals hurricanes sabres senators canadiens \
         leafs bruins islanders sharks ducks oilers flames canucks avalanche stars blues \
         predators wild trojans spartans wolverines buckeyes gators seminoles huskies cougars \
         league cup championship tournament olympics bowl derby marathon open festival prix \
         games championships",
    ),
];

#[cfg(test)]
mod tests {
    use super::{LISTS, Trait};

    #[test]
    fn every_list_is_lower_case_and_every_trait_fits() {
        assert!((Trait::Team as u32) < u32::BITS);
        for (known_for, list) in LISTS {
            assert_eq!(&list.to_lowercase(), list, "{known_for:?}");
        }
    }
}
