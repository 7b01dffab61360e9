//! Stores: what was imported is there, once, whatever happens meanwhile; and both stores find the same.

use std::{
    fs,
    ops::ControlFlow,
    process::{Command, Stdio},
    time::Duration,
};

use bitext::{
    Lang, Score,
    memory::{
        Code, CodeKind, Content, Input, Lookup, LookupOptions, Method, Penalties, Property, Query,
        Side, SqliteStore, Stats, Status, Store, StoreError, Timestamp, Unit, Volatile,
        find_phrase,
        search::{PenaltyKind, SearchOptions, UnitId},
    },
};
use proptest::prelude::*;

fn unit(source: &str, target: &str) -> Unit {
    let side = |tag: &str, text: &str| Side::new(tag.parse().unwrap(), text);
    Unit::new(side("en", source), side("zh-Hans", target))
}

fn import<S: Store>(store: &mut S, units: &[Unit]) -> (usize, usize, usize) {
    let input: &mut Input<'_> = &mut units.iter().cloned().map(Ok);
    let done = store.import(input).unwrap();
    assert_eq!(done.read(), units.len());
    (done.added, done.updated, done.known)
}

fn all<S: Store>(store: &S) -> Vec<(UnitId, Unit)> {
    let mut units = Vec::new();
    store
        .for_each(&mut |id, unit| {
            units.push((id, unit));
            ControlFlow::Continue(())
        })
        .unwrap();
    units
}

fn sqlite() -> (tempfile::TempDir, SqliteStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(folder.path().join("memory")).unwrap();
    (folder, store)
}

/// Units of few words, so that some are the same, with all that a unit can have.
fn any_unit() -> impl Strategy<Value = Unit> {
    let english = prop::sample::select(vec![
        "The river",
        " rose.",
        " fell.",
        " It rained",
        "",
        "\u{0}",
        "🌊",
    ]);
    let chinese = prop::sample::select(vec!["河水", "涨了。", "國", "国", "下雨", "", "𠮷"]);
    let text = |part| prop::collection::vec(part, 0..4).prop_map(|parts: Vec<&str>| parts.concat());
    let tag = prop::sample::select(vec!["zh", "zh-Hant", "zh-CN", "fr"]);
    let day = prop::option::of(0..3_u64);
    (
        text(english.boxed()),
        text(chinese.boxed()),
        tag,
        prop::option::of(0.0..1.0_f32),
        0..3_usize,
        day,
        any::<[bool; 4]>(),
    )
        .prop_map(
            |(english, chinese, tag, score, status, day, [code, property, note, id])| {
                let mut content = Content::from(english);
                if code {
                    content.push_code(Code::new(CodeKind::Placeholder).with_content("<br/>"));
                }
                let target = Side::new(tag.parse().unwrap(), chinese);
                let mut unit = Unit::new(Side::new("en".parse().unwrap(), content), target);
                unit.score = score.map(Score::new);
                unit.status = [Status::Automatic, Status::Confirmed, Status::Rejected][status];
                unit.changed = day.map(|day| Timestamp::from_unix(day * 86_400));
                if property {
                    unit.properties
                        .push(Property::new("domain", "water \"and\" more"));
                    unit.provenance.author = Some("Lin".to_owned());
                }
                if note {
                    unit.notes.push("see the map".to_owned());
                }
                unit.id = id.then(|| "7".to_owned());
                unit
            },
        )
}

fn steps() -> impl Strategy<Value = (Vec<Vec<Unit>>, Vec<u32>)> {
    (
        prop::collection::vec(prop::collection::vec(any_unit(), 0..12), 0..4),
        prop::collection::vec(0..20_u32, 0..3),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn both_stores_hold_and_find_the_same((imports, removals) in steps(), queries in prop::collection::vec(any_unit(), 3)) {
        let (_folder, mut file) = sqlite();
        let mut volatile = Volatile::default();
        for units in &imports {
            prop_assert_eq!(import(&mut file, units), import(&mut volatile, units));
        }
        for id in removals {
            prop_assert_eq!(file.remove(UnitId(id)).unwrap(), volatile.remove(UnitId(id)).unwrap());
        }
        // Once more, after the removal.
        if let Some(units) = imports.first() {
            prop_assert_eq!(import(&mut file, units), import(&mut volatile, units));
        }
        prop_assert_eq!(all(&file), all(&volatile));
        prop_assert_eq!(file.count().unwrap(), volatile.count().unwrap());
        prop_assert_eq!(Stats::of(&file).unwrap(), Stats::of(&volatile).unwrap());
        for (id, unit) in all(&volatile) {
            prop_assert_eq!(file.neighbours(id).unwrap(), volatile.neighbours(id).unwrap());
            prop_assert_eq!(file.unit(id).unwrap(), Some(unit));
        }
        prop_assert_eq!(file.integrity().unwrap(), []);
        for query in &queries {
            for (lang, side) in [(Lang::English, &query.source), (Lang::Chinese, &query.target)] {
                let context = queries[0].source.text();
                let wanted = Query::new(side.text(), lang).between(Some(context), None);
                for method in [Method::Index, Method::Exhaustive, Method::Exact] {
                    let search = SearchOptions::default().threshold(40);
                    let options = LookupOptions::default().search(search).method(method);
                    let one = Lookup::new(options).find(&file, &wanted).unwrap();
                    let other = Lookup::new(options).find(&volatile, &wanted).unwrap();
                    prop_assert_eq!(one, other);
                }
                let one = find_phrase(&file, side.text(), lang, 5).unwrap();
                prop_assert_eq!(one, find_phrase(&volatile, side.text(), lang, 5).unwrap());
            }
        }
    }

    #[test]
    fn importing_twice_is_importing_once(units in prop::collection::vec(any_unit(), 0..30)) {
        let (folder, mut store) = sqlite();
        import(&mut store, &units);
        let before = all(&store);
        let (added, updated, known) = import(&mut store, &units);
        prop_assert_eq!((added, updated, known), (0, 0, units.len()));
        prop_assert_eq!(&all(&store), &before);
        // Neither does closing and opening change anything.
        let path = store.path().to_owned();
        drop(store);
        let files = fs::read_dir(folder.path()).unwrap().count();
        prop_assert_eq!(files, 1, "a closed memory is one file");
        let store = SqliteStore::open(path).unwrap();
        prop_assert_eq!(all(&store), before);
    }

    #[test]
    fn importing_in_steps_is_importing(
        units in prop::collection::vec(any_unit(), 1..30),
        every in 1..7_usize,
        stop in 0..30_usize,
    ) {
        let (_folder, mut whole) = sqlite();
        import(&mut whole, &units);
        let (_folder, mut stepped) = sqlite();
        let every = every.try_into().unwrap();
        let failing = units.iter().cloned().map(Ok).take(stop).chain([Err("stopped".into())]);
        let stopped = stepped.import_in_steps("book", every, &mut failing.into_iter());
        prop_assert!(matches!(stopped, Err(StoreError::Input(_))));
        stepped.import_in_steps("book", every, &mut units.iter().cloned().map(Ok)).unwrap();
        prop_assert_eq!(all(&stepped), all(&whole));
        for (id, _) in all(&whole) {
            prop_assert_eq!(stepped.neighbours(id).unwrap(), whole.neighbours(id).unwrap());
        }
        prop_assert_eq!(stepped.integrity().unwrap(), []);
    }
}

#[test]
fn contexts_raise_the_score() {
    let mut store = Volatile::default();
    let texts = [
        ("One.", "一。"),
        ("Next", "下一步"),
        ("Two.", "二。"),
        ("Next", "下一个"),
        ("Three.", "三。"),
    ];
    let units: Vec<Unit> = texts
        .iter()
        .map(|(source, target)| unit(source, target))
        .collect();
    import(&mut store, &units);
    let mut lookup = Lookup::default();
    let mut scores = |previous, next| -> Vec<(u8, String)> {
        let query = Query::new("next", Lang::English).between(previous, next);
        let found = lookup.find(&store, &query).unwrap();
        let pairs = found.iter();
        pairs
            .map(|one| (one.hit.score, one.translation().text().to_owned()))
            .collect()
    };
    let owned = |list: [(u8, &str); 2]| list.map(|(score, text)| (score, text.to_owned()));
    assert_eq!(
        scores(None, None),
        owned([(100, "下一步"), (100, "下一个")])
    );
    assert_eq!(
        scores(Some("Two."), None),
        owned([(101, "下一个"), (100, "下一步")])
    );
    assert_eq!(
        scores(Some("TWO."), Some("Three.")),
        owned([(102, "下一个"), (100, "下一步")])
    );
    assert_eq!(
        scores(Some("One."), Some("Two.")),
        owned([(102, "下一步"), (100, "下一个")])
    );
}

#[test]
fn penalties_are_named_and_add_up() {
    let mut store = Volatile::default();
    let mut units = vec![unit(
        "Turn valve 3 by 15 degrees now.",
        "把三号阀门转动15度。",
    )];
    units[0].score = Some(Score::new(0.8));
    units[0].created = Some("20200101T000000Z".parse().unwrap());
    let mut rejected = units[0].clone();
    rejected.target = Side::new("zh".parse().unwrap(), "不对");
    rejected.status = Status::Rejected;
    units.push(rejected);
    import(&mut store, &units);
    let mut penalties = Penalties::default();
    penalties.old_before = Some("20240101T000000Z".parse().unwrap());
    let mut lookup = Lookup::new(LookupOptions::default().penalties(penalties));
    let mut query = Query::new("Turn valve 3 by 20 degrees now.", Lang::English);
    query.codes = Some(2);
    let found = lookup.find(&store, &query).unwrap();
    assert_eq!(found.len(), 1, "rejected units are not found");
    let kinds: Vec<PenaltyKind> = found[0]
        .hit
        .penalties
        .iter()
        .map(|penalty| penalty.kind)
        .collect();
    assert_eq!(
        kinds,
        [
            PenaltyKind::Unreviewed,
            PenaltyKind::Number,
            PenaltyKind::Code,
            PenaltyKind::Old
        ]
    );
    let taken: u8 = found[0]
        .hit
        .penalties
        .iter()
        .map(|penalty| penalty.points)
        .sum();
    assert_eq!((found[0].hit.raw, found[0].hit.score), (85, 85 - taken));

    let mut store = Volatile::default();
    let hant = Side::new("zh-Hant".parse().unwrap(), "開關閥門");
    import(
        &mut store,
        &[Unit::new(
            hant,
            Side::new("en".parse().unwrap(), "switch valves"),
        )],
    );
    let found = Lookup::default()
        .find(&store, &Query::new("开关阀门", Lang::Chinese))
        .unwrap();
    assert_eq!(
        (
            found[0].hit.raw,
            found[0].hit.score,
            found[0].hit.folds.script
        ),
        (100, 95, true)
    );
    assert_eq!(found[0].hit.penalties[0].kind, PenaltyKind::Script);
}

#[test]
fn confirmed_and_newer_units_replace_what_is_known() {
    let (_folder, mut store) = sqlite();
    let plain = unit("Stop", "停");
    let mut dated = plain.clone();
    dated.changed = Some("20260101T000000Z".parse().unwrap());
    let mut confirmed = plain.clone();
    confirmed.status = Status::Confirmed;
    for (unit, outcome) in [
        (&plain, (1, 0, 0)),
        (&dated, (0, 1, 0)),
        (&plain, (0, 0, 1)),
        (&confirmed, (0, 1, 0)),
        (&dated, (0, 0, 1)),
    ] {
        assert_eq!(import(&mut store, std::slice::from_ref(unit)), outcome);
    }
    assert_eq!(all(&store), [(UnitId(0), confirmed)]);
}

#[test]
fn an_error_of_the_input_leaves_the_memory_as_it_was() {
    let (_folder, mut store) = sqlite();
    import(&mut store, &[unit("a", "甲")]);
    let before = all(&store);
    let mut input = [Ok(unit("b", "乙")), Err("line 2: broken".into())].into_iter();
    let error = store.import(&mut input).unwrap_err();
    assert_eq!(error.to_string(), "line 2: broken");
    assert_eq!(all(&store), before);
    assert_eq!(import(&mut store, &[unit("b", "乙")]), (1, 0, 0));
    assert_eq!(store.integrity().unwrap(), []);
}

#[test]
fn readers_see_one_state_while_another_writes() {
    let (_folder, mut writer) = sqlite();
    import(&mut writer, &[unit("one boat", "一条船")]);
    let reader = writer.another().unwrap();
    let count = |store: &SqliteStore| {
        let mut lookup =
            Lookup::new(LookupOptions::default().search(SearchOptions::default().threshold(50)));
        lookup
            .find(store, &Query::new("one boat", Lang::English))
            .unwrap()
            .len()
    };
    reader.hold().unwrap();
    assert_eq!(count(&reader), 1);
    import(
        &mut writer,
        &[unit("two boats", "两条船"), unit("one bridge", "一座桥")],
    );
    assert_eq!((count(&reader), reader.count().unwrap()), (1, 1), "held");
    reader.release();
    assert_eq!(
        (count(&reader), reader.count().unwrap()),
        (2, 3),
        "released"
    );
    // While an import runs, the memory can be read.
    let mut input = (0..50).map(|number| {
        assert!(reader.count().unwrap() >= 3);
        Ok(unit(&format!("boat {number}"), "船"))
    });
    assert_eq!(writer.import(&mut input).unwrap().added, 50);
}

#[test]
fn what_is_no_memory_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    assert!(
        matches!(SqliteStore::open(&path), Err(StoreError::Sqlite(_))),
        "not there"
    );
    assert!(!path.exists());
    fs::write(
        &path,
        "no database, and longer than the header of a file of SQLite would be, by far: ".repeat(20),
    )
    .unwrap();
    assert!(matches!(
        SqliteStore::create(&path),
        Err(StoreError::NotAMemory)
    ));
    fs::remove_file(&path).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other
        .execute_batch("CREATE TABLE something (else_ TEXT)")
        .unwrap();
    drop(other);
    assert!(matches!(
        SqliteStore::create(&path),
        Err(StoreError::NotAMemory)
    ));
    fs::remove_file(&path).unwrap();
    drop(SqliteStore::create(&path).unwrap());
    change(&path, "PRAGMA user_version = 99");
    assert!(matches!(
        SqliteStore::open(&path),
        Err(StoreError::TooNew { found: 99, .. })
    ));
}

fn change(path: &std::path::Path, sql: &str) {
    let connection = rusqlite::Connection::open(path).unwrap();
    connection.execute_batch(sql).unwrap();
}

#[test]
fn files_of_older_formats_are_brought_up_to_date() {
    let (_folder, mut store) = sqlite();
    import(
        &mut store,
        &[
            unit("an old boat", "一条旧船"),
            unit("an old bridge", "一座旧桥"),
        ],
    );
    store.remove(UnitId(0)).unwrap();
    let (path, before) = (store.path().to_owned(), all(&store));
    drop(store);
    // Format 1 had no table of imports; an index of other rules is made again.
    change(
        &path,
        "DROP TABLE import; PRAGMA user_version = 1; UPDATE meta SET value = 0 WHERE key = 'index';
         DELETE FROM term; DELETE FROM chunk; DELETE FROM hash; UPDATE length SET data = x'';",
    );
    let mut store = SqliteStore::open(&path).unwrap();
    assert_eq!(all(&store), before);
    assert_eq!(store.integrity().unwrap(), []);
    let found = Lookup::default()
        .find(&store, &Query::new("old bridge", Lang::English))
        .unwrap();
    assert_eq!(found.len(), 0);
    let found = Lookup::default()
        .find(&store, &Query::new("一座旧桥", Lang::Chinese))
        .unwrap();
    assert_eq!(found[0].hit.id, UnitId(1));
    let every = 1.try_into().unwrap();
    let again = store
        .import_in_steps("file", every, &mut [Ok(unit("new", "新"))].into_iter())
        .unwrap();
    assert_eq!(
        (again.added, all(&store)[1].0),
        (1, UnitId(2)),
        "numbers are not used again"
    );
}

#[test]
fn damage_is_found() {
    for (sql, fault) in [
        (
            "DELETE FROM hash",
            "unit 1: its text is not in the index of equal texts",
        ),
        (
            "UPDATE length SET data = zeroblob(2)",
            "unit 1: the index has another length for its text in `en`",
        ),
        (
            "DELETE FROM term WHERE term = 'boat'",
            "unit 1: not in the list of \"boat\"",
        ),
        (
            "UPDATE term SET tail = x'80' WHERE term = '船'",
            "the list of \"船\" is damaged",
        ),
    ] {
        let (_folder, mut store) = sqlite();
        import(&mut store, &[unit("boat", "船"), unit("big boat", "大船")]);
        assert_eq!(store.integrity().unwrap(), []);
        let path = store.path().to_owned();
        drop(store);
        change(&path, sql);
        let store = SqliteStore::open(&path).unwrap();
        let faults: Vec<String> = store
            .integrity()
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(
            faults.iter().any(|found| found == fault),
            "{sql}: {faults:?}"
        );
        // Damage never makes a search panic.
        let _ = Lookup::default().find(&store, &Query::new("big boat", Lang::English));
        let _ = find_phrase(&store, "船", Lang::Chinese, 5);
    }
    let (_folder, mut store) = sqlite();
    import(
        &mut store,
        &(0..500)
            .map(|n| unit(&format!("boat {n}"), "船"))
            .collect::<Vec<_>>(),
    );
    let path = store.path().to_owned();
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0xff);
    fs::write(&path, bytes).unwrap();
    if let Ok(store) = SqliteStore::open(&path) {
        assert!(store.integrity().map_or(true, |faults| !faults.is_empty()));
    }
}

/// Units of the file that [`boats`] makes.
#[cfg(feature = "cli")]
const UNITS: usize = 4000;

#[cfg(feature = "cli")]
fn boats(folder: &std::path::Path) -> std::path::PathBuf {
    let input = folder.join("units.tsv");
    let lines: String = (0..UNITS)
        .map(|n| {
            format!(
                "Boat {n} left the harbour at {}.\t第{n}条船在{}点离港。\n",
                n % 24,
                n % 24
            )
        })
        .collect();
    fs::write(&input, lines).unwrap();
    input
}

/// Kills the program while it imports in steps: what was kept is whole steps, and the next run adds the rest.
#[cfg(feature = "cli")]
#[test]
fn a_killed_import_in_steps_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let input = boats(folder.path());
    let mut stopped = 0;
    for round in 0..8_u64 {
        let path = folder.path().join(format!("memory{round}"));
        drop(SqliteStore::create(&path).unwrap());
        let run = || {
            Command::new(env!("CARGO_BIN_EXE_bitext"))
                .args(["tm", "import", "--commit-every", "100", "--store"])
                .args([&path, &input])
                .stderr(Stdio::null())
                .spawn()
                .unwrap()
        };
        let mut child = run();
        std::thread::sleep(Duration::from_millis(10 + round * round * 9));
        child.kill().unwrap();
        child.wait().unwrap();
        let store = SqliteStore::open(&path).unwrap();
        let kept = store.count().unwrap();
        assert!(kept.is_multiple_of(100) && kept <= UNITS, "{kept} units");
        assert_eq!(store.integrity().unwrap(), []);
        drop(store);
        stopped += usize::from(kept < UNITS);
        assert!(run().wait().unwrap().success());
        let store = SqliteStore::open(&path).unwrap();
        assert_eq!(store.count().unwrap(), UNITS);
        assert_eq!(store.integrity().unwrap(), []);
        // The order of the file is kept across the steps.
        let ids: Vec<UnitId> = all(&store).into_iter().map(|(id, _)| id).collect();
        for pair in ids.windows(2) {
            assert_eq!(store.neighbours(pair[0]).unwrap()[0].next, Some(pair[1]));
        }
    }
    assert!(stopped > 0, "no import was stopped: the test tests nothing");
}

/// Kills the program while it imports, at moments that are not the same twice, and looks at what it left.
#[cfg(feature = "cli")]
#[test]
fn a_killed_import_leaves_all_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let input = boats(folder.path());
    let mut whole = 0;
    for round in 0..12_u64 {
        let path = folder.path().join(format!("memory{round}"));
        let mut store = SqliteStore::create(&path).unwrap();
        import(&mut store, &[unit("before", "以前")]);
        drop(store);
        let mut child = Command::new(env!("CARGO_BIN_EXE_bitext"))
            .args(["tm", "import", "--store"])
            .args([&path, &input])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // From before the first unit is read to after the last is written.
        std::thread::sleep(Duration::from_millis(5 + round * round * 9));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut store = SqliteStore::open(&path).unwrap();
        assert_eq!(store.integrity().unwrap(), []);
        let count = store.count().unwrap();
        assert!(count == 1 || count == UNITS + 1, "{count} units");
        whole += usize::from(count > 1);
        let units: Vec<Unit> = (0..3)
            .map(|n| unit(&format!("after {n}"), "以后"))
            .collect();
        assert_eq!(import(&mut store, &units), (3, 0, 0));
    }
    assert!(whole < 12, "no import was stopped: the test tests nothing");
}
