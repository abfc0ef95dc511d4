//! Are the shipped outlines where the places are on earth?

use std::path::Path;

use dateline::gazetteer::{PlaceId, footprints::Footprints};
use geo::{CoordsIter, Point, Validation};

fn shipped() -> Footprints {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/footprints.bin");
    Footprints::open(&path).unwrap()
}

#[test]
fn zz_explore() {
    let f = shipped();
    let mut v: Vec<(usize, usize, String)> = f
        .ids()
        .map(|id| {
            let p = f.get(&id).unwrap();
            (p.coords_count(), p.0.len(), id.to_string())
        })
        .collect();
    v.sort();
    v.reverse();
    println!("{:?}", &v[..40]);
    println!("total {}", v.iter().map(|x| x.0).sum::<usize>());
    for (name, lat, lon) in [
        ("Damascus", 33.5102, 36.29128),
        ("Quneitra", 33.1258, 35.8244),
        ("Majdal Shams", 33.2692, 35.7703),
        ("Katzrin", 32.99, 35.69),
        ("Ghajar", 33.2731, 35.6239),
        ("Paris", 48.8566, 2.3522),
        ("Suva", -18.1416, 178.4419),
        ("Ramallah", 31.9, 35.2),
        ("Gaza", 31.5, 34.46),
        ("Hargeisa", 9.56, 44.06),
        ("Kyrenia", 35.33, 33.32),
        ("Simferopol", 44.95, 34.1),
        ("Laayoune", 27.15, -13.2),
        ("Smara", 26.74, -11.67),
        ("Srinagar", 34.08, 74.8),
        ("Cayenne", 4.92, -52.31),
        ("Longyearbyen", 78.22, 15.64),
        ("London", 51.5, -0.12),
        ("Edinburgh", 55.95, -3.19),
        ("Rome", 41.9, 12.5),
        ("Barcelona", 41.39, 2.17),
        ("Manila", 14.6, 121.0),
        ("Lake Victoria", -1.0, 33.0),
        ("Sea of Galilee", 32.82, 35.59),
        ("Juneau", 58.3, -134.42),
        ("Nicosia", 35.17, 33.36),
        ("Akrotiri", 34.59, 32.98),
        ("Pristina", 42.66, 21.16),
        ("Taipei", 25.03, 121.5),
        ("Metula", 33.28, 35.58),
        ("Kiryat Shmona", 33.207, 35.57),
        ("Shebaa farms", 33.30, 35.70),
        ("Ein Qiniyye", 33.238, 35.73),
        ("Tiberias", 32.79, 35.53),
        ("Ein Gev", 32.78, 35.64),
    ] {
        println!(
            "{name}: {:?}",
            f.containing(Point::new(lon, lat))
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        );
    }
    for id in [
        "geonames:3017382",
        "geonames:294640",
        "geonames:163843",
        "geonames:6252001",
        "geonames:2017370",
        "geonames:250441",
        "geonames:173336",
        "curated:golan-heights",
    ] {
        let id = PlaceId::parse(id).unwrap();
        println!("{id} {:?} {:?}", f.bbox(&id), f.get(&id).map(|p| p.coords_count()));
    }
    for id in ["geonames:2461445", "naturalearth:1159125163"] {
        let id = PlaceId::parse(id).unwrap();
        for p in f.get(&id).unwrap() {
            println!("{id} {:?}", p.check_validation());
            if !p.is_valid() {
                println!("{:?}", geo::BoundingRect::bounding_rect(&p));
                use geo::Intersects;
                let l: Vec<_> = p.exterior().lines().collect();
                for i in 0..l.len() {
                    for j in i + 1..l.len() {
                        if l[i].intersects(&l[j])
                            && j != i + 1
                            && !(i == 0 && j == l.len() - 1)
                        {
                            println!("{i} {j} {:?} {:?}", l[i], l[j]);
                        }
                    }
                }
                if p.coords_count() < 40 {
                    println!("{p:?}");
                }
            }
        }
    }
}
