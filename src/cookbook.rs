//! Thirteen tasks, each a program that runs.
//!
//! 1. [Align two texts](#align-two-texts)
//! 2. [Align segments of your own](#align-segments-of-your-own)
//! 3. [Add a lexicon](#add-a-lexicon)
//! 4. [Use word vectors](#use-word-vectors)
//! 5. [Find numbers that differ](#find-numbers-that-differ)
//! 6. [Clean a million pairs in constant memory](#clean-a-million-pairs-in-constant-memory)
//! 7. [Build a translation memory](#build-a-translation-memory)
//! 8. [Find what was translated before](#find-what-was-translated-before)
//! 9. [Evaluate against gold](#evaluate-against-gold)
//! 10. [Train a table](#train-a-table)
//! 11. [Correct and align again](#correct-and-align-again)
//! 12. [Keep options and results](#keep-options-and-results)
//! 13. [Take texts from strangers](#take-texts-from-strangers)
//!
//! # Align two texts
//!
//! [`align`](crate::align()) is [`Aligner::default`](crate::Aligner) and its one method. Every sentence is in some link;
//! those without a counterpart have an empty side. Where omissions are expected, say so by
//! [`gap`](crate::AlignOptions::gap).
//!
//! ```
//! use bitext::{AlignOptions, Aligner};
//!
//! let english = "It rained all night. The mayor thanked the volunteers who had filled sandbags until dawn. \
//!                The gates were shut at 6 p.m.";
//! let chinese = "雨下了一夜。下午六点关闭了闸门。";
//! let mut options = AlignOptions::default();
//! options.gap = 1.0;
//! let alignment = Aligner::builder().options(options).build()?.align(english, chinese);
//!
//! let pairs: Vec<_> = alignment.pairs(english, chinese).map(|pair| (pair.source(), pair.target())).collect();
//! assert_eq!(pairs, [("It rained all night.", "雨下了一夜。"), ("The gates were shut at 6 p.m.", "下午六点关闭了闸门。")]);
//! let alone = alignment.links.iter().find(|link| !link.is_pair()).unwrap();
//! assert!(alone.source[0].span.slice(english).starts_with("The mayor"));
//! # Ok::<(), bitext::align::OptionsError>(())
//! ```
//!
//! # Align segments of your own
//!
//! Where sentences are known, they are spans into the texts. Nothing is split, joined or left out, and indices in the
//! result are those of the spans.
//!
//! ```
//! use bitext::{Aligner, text};
//!
//! let (source, target) = ("It rained.\nThe river rose.\nNobody crossed.", "下雨了。\n河水涨了，没有人过河。");
//! let (source_lines, target_lines) = (text::lines(source), text::lines(target));
//! let alignment = Aligner::default().align_segments((source, &source_lines), (target, &target_lines));
//! let beads: Vec<Vec<usize>> =
//!     alignment.links.iter().map(|link| link.source.iter().map(|it| it.index).collect()).collect();
//! assert_eq!(beads, [vec![0], vec![1, 2]]);
//! ```
//!
//! # Add a lexicon
//!
//! A term list is a [`Glossary`](crate::lexicon::Glossary); anything else that knows translations implements
//! [`Lexicon`](crate::lexicon::Lexicon). A [`Stack`](crate::lexicon::Stack) asks several, each with a weight.
//!
//! ```
//! use std::{fmt, sync::Arc};
//! use bitext::{Aligner, Lang, lexicon::{self, Glossary, Lexicon, Stack}};
//!
//! /// A dictionary that the program has anyway.
//! #[derive(Debug)]
//! struct Service;
//!
//! impl Lexicon for Service {
//!     fn translations(&self, term: &str, lang: Lang, each: &mut dyn FnMut(&str, f32)) {
//!         match (lang, term) {
//!             (Lang::English, "spillway") => each("溢洪道", 0.9),
//!             (Lang::Chinese, "溢洪道") => each("spillway", 0.9),
//!             _ => {}
//!         }
//!     }
//!     // The word may be cut in two in running text: terms of up to three characters are looked for.
//!     fn longest_term(&self, lang: Lang) -> usize {
//!         if lang == Lang::Chinese { 3 } else { 0 }
//!     }
//!     fn has_term(&self, term: &str, lang: Lang) -> bool {
//!         self.contains(term, lang)
//!     }
//! }
//!
//! let stack = Stack::default()
//!     .with(Arc::new(Glossary::parse("港务总署\tHBA")?), 4.0)
//!     .with(Arc::new(Service), 2.0)
//!     .with(Arc::new(lexicon::default()), 1.0);
//! let aligner = Aligner::builder().lexicon(Arc::new(stack)).build()?;
//!
//! let (english, chinese) = ("The spillway was opened.", "溢洪道打开了。");
//! let alignment = aligner.align(english, chinese);
//! assert!(alignment.links[0].evidence.iter().any(|item| item.target.slice(chinese) == "溢洪道"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Use word vectors
//!
//! There is no hook for the similarity of whole sentences by a model: scores are probabilities fitted on what the crate
//! itself can see, and the same texts must give the same result everywhere. What a model knows of *words* comes in as a
//! lexicon: the nearest words of the other language, with their similarities as shares of one.
//!
//! ```
//! use std::sync::Arc;
//! use bitext::{Aligner, Lang, lexicon::{self, Lexicon, Stack}};
//!
//! /// Words of both languages in one space.
//! #[derive(Debug)]
//! struct Vectors {
//!     words: Vec<(Lang, &'static str, [f32; 2])>,
//! }
//!
//! impl Lexicon for Vectors {
//!     fn translations(&self, term: &str, lang: Lang, each: &mut dyn FnMut(&str, f32)) {
//!         let Some((.., of)) = self.words.iter().find(|(of, word, _)| (*of, *word) == (lang, term)) else {
//!             return;
//!         };
//!         let similarity = |it: &[f32; 2]| (of[0] * it[0] + of[1] * it[1]).max(0.0);
//!         let near: Vec<_> = (self.words.iter().filter(|(other, ..)| *other != lang))
//!             .map(|(_, word, vector)| (*word, similarity(vector).powi(8)))
//!             .filter(|(_, similarity)| *similarity > 0.3)
//!             .collect();
//!         let sum: f32 = near.iter().map(|(_, similarity)| similarity).sum();
//!         for (word, similarity) in near {
//!             each(word, similarity / sum.max(1.0));
//!         }
//!     }
//! }
//!
//! let vectors = Vectors {
//!     words: vec![
//!         (Lang::English, "penstock", [0.8, 0.6]),
//!         (Lang::English, "valve", [1.0, 0.0]),
//!         (Lang::Chinese, "管道", [0.6, 0.8]),
//!     ],
//! };
//! let mut near = Vec::new();
//! vectors.translations("penstock", Lang::English, &mut |word, _| near.push(word.to_owned()));
//! assert_eq!(near, ["管道"]);
//! let stack = Stack::default().with(Arc::new(lexicon::default()), 1.0).with(Arc::new(vectors), 0.5);
//! let aligner = Aligner::builder().lexicon(Arc::new(stack)).build()?;
//! # assert!(aligner.align("The penstock broke.", "管道破裂。").links[0].is_pair());
//! # Ok::<(), bitext::align::OptionsError>(())
//! ```
//!
//! # Find numbers that differ
//!
//! Quantities are exact values, whatever they are written like. [`quantity::link`](crate::quantity::link) pairs those of two
//! segments; what stays alone is missing on the other side. [`check`](mod@crate::check) does this and more for a unit; for
//! those of a memory a [`Checker`](crate::check::Checker), which knows the amounts that the memory converts itself. What the
//! aligner finds of this kind is in [`Link::disagreements`](crate::Link::disagreements).
//!
//! ```
//! use bitext::{Lang, quantity::{Relation, link, quantities}};
//!
//! let (english, chinese) = ("It cost 3.8 billion yuan and took 412 workers.", "耗资38亿元，动用工人421名。");
//! let (source, target) = (quantities(english, Lang::English), quantities(chinese, Lang::Chinese));
//! let links = link(&source, &target);
//! let wrong: Vec<_> = (links.iter().filter(|link| link.relation == Relation::Conflict))
//!     .map(|link| (source[link.source].span.slice(english), target[link.target].span.slice(chinese)))
//!     .collect();
//! assert_eq!(links.len(), 2);
//! assert!(wrong[0].0.contains("412") && wrong[0].1.contains("421"));
//! ```
//!
//! # Clean a million pairs in constant memory
//!
//! Readers and writers take one unit at a time, from any reader and to any writer. Only the filter against duplicates
//! remembers something, some bytes of each unit.
//!
//! ```
//! use bitext::{filter::{Filters, Options, Tally}, format::{FileType, ReadOptions, UnitReader, UnitWriter}};
//!
//! let input = "It rained.\t下雨了。\nIt rained.\t下雨了。\nIt cost 38 yuan.\t花了83元。\n".as_bytes();
//! let mut output = Vec::new();
//! {
//!     let mut reader = FileType::Tsv.reader(input, ReadOptions::default()).expect("TSV needs no feature");
//!     let mut writer = FileType::Tsv.writer(&mut output).expect("TSV needs no feature");
//!     let (mut filters, mut tally) = (Filters::new(Options::default()), Tally::default());
//!     for unit in reader.by_ref() {
//!         let unit = unit?; // says line, column and what was expected
//!         let dropped = filters.judge(&unit);
//!         tally.add(&unit, dropped.as_ref());
//!         if dropped.is_none() {
//!             writer.write(&unit)?;
//!         }
//!     }
//!     let written = writer.finish()?;
//!     assert_eq!((tally.units(), written.units), (3, 1));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! An [`Aligner`](crate::Aligner) is shared by reference between threads; `bitext align --jsonl` is that loop as a program,
//! and `examples/spark` runs it on several machines.
//!
//! # Build a translation memory
//!
//! A [`Unit`](crate::memory::Unit) owns its two texts. [`memory::units`](crate::memory::units) makes them from an alignment; a
//! store keeps each once and knows its neighbours.
//!
//! ```
//! use bitext::memory::{self, Store, Volatile};
//!
//! let (english, chinese) = ("It rained all night. The river rose.", "雨下了一夜。河水涨了。");
//! let alignment = bitext::align(english, chinese);
//! let units = memory::units(&alignment, english, chinese).filter(|unit| unit.is_pair());
//!
//! let mut store = Volatile::default(); // or `SqliteStore::create(path)?`, feature `store`
//! let imported = store.import(&mut units.map(Ok))?;
//! assert_eq!((imported.added, store.count()?), (2, 2));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! For a file that other programs read, give the units to a writer: `FileType::Tmx.writer(file)`, feature `xml`. Of comparable
//! text a pair of sentences and the statement inside it are two units; [`Unit::kind`](crate::memory::Unit::kind) tells which to keep.
//!
//! # Find what was translated before
//!
//! ```
//! use bitext::{Lang, memory::{Lookup, Query, Side, Store, Unit, Volatile}};
//!
//! let mut store = Volatile::default();
//! let unit = Unit::new(Side::new("en".parse()?, "The river rose by three metres."), Side::new("zh".parse()?, "河水涨了三米。"));
//! store.import(&mut [Ok(unit)].into_iter())?;
//!
//! let mut lookup = Lookup::default(); // five matches of 70 per cent or more
//! let found = lookup.find(&store, &Query::new("The river rose by four metres.", Lang::English))?;
//! assert_eq!(found[0].translation().text(), "河水涨了三米。");
//! assert!(found[0].hit.score < 100);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Evaluate against gold
//!
//! ```
//! use bitext::{eval, format::beads::{self, IndexBead}};
//!
//! let gold = beads::read("[0]:[0]\n[1,2]:[1]\n[3]:[]\n")?;
//! let found = [IndexBead::new(vec![0], vec![0]), IndexBead::new(vec![1], vec![1]), IndexBead::new(vec![3], vec![])];
//! let counts = eval::beads(&gold, &found);
//! assert_eq!((counts.strict.recall(), counts.lax.recall()), (0.5, 1.0));
//! # Ok::<(), beads::BeadsError>(())
//! ```
//!
//! # Train a table
//!
//! Parallel text of a field gives the words of that field. The bytes are kept in a file and read by
//! [`Table::open`](crate::lexicon::Table::open), or by `bitext align --table`.
//!
//! ```
//! use std::sync::Arc;
//! use bitext::{Aligner, lexicon::{self, Stack, Table}, train::{TrainOptions, Trainer}};
//!
//! let mut trainer = Trainer::new(TrainOptions::default());
//! trainer.add_pairs(&[("茶很热", "the tea is hot"), ("水很热", "the water is hot"), ("茶", "tea")], 1.0);
//! let table = Table::from_bytes(trainer.train()?)?;
//! let stack = Stack::default().with(Arc::new(table), 2.0).with(Arc::new(lexicon::default()), 1.0);
//! let aligner = Aligner::builder().lexicon(Arc::new(stack)).build()?;
//! # assert!(aligner.align("The tea is hot.", "茶很热。").links[0].is_pair());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Correct and align again
//!
//! Where a person knows better, a [`Pin`](crate::align::Pin) settles a bead, or says where both texts begin something. What is
//! pinned is confirmed and scores 1; only what lies between is aligned again, so that one correction mends its neighbours.
//!
//! ```
//! use bitext::{Aligner, align::Pin};
//!
//! let english = "It rained all night. The river rose. Nobody crossed the bridge.";
//! let chinese = "雨下了一夜，河水涨了。没有人过桥。";
//! let aligner = Aligner::default();
//! let beads = |alignment: &bitext::Alignment| -> Vec<_> {
//!     let sizes = alignment.links.iter().map(|link| (link.source.len(), link.target.len()));
//!     sizes.collect()
//! };
//! assert_eq!(beads(&aligner.align(english, chinese)), [(2, 1), (1, 1)]);
//!
//! // Somebody wants one sentence with one, and the river alone.
//! let pins = [Pin::bead(vec![0], vec![0]), Pin::bead(vec![1], vec![])];
//! let again = aligner.align_pinned(english, chinese, &pins)?;
//! assert_eq!(beads(&again), [(1, 1), (1, 0), (1, 1)]);
//! assert!(again.links[0].confirmed && again.links[0].score.value() == 1.0);
//!
//! // A pin that does not fit is an error that names it.
//! assert!(aligner.align_pinned(english, chinese, &[Pin::bead(vec![9], vec![0])]).is_err());
//! # Ok::<(), bitext::align::PinError>(())
//! ```
//!
//! [`report::html`](mod@crate::report) writes the page on which a person confirms, splits, merges and unlinks (feature `html`);
//! `format::corrections` reads what the page saves, refuses it for other texts, and makes the pins (feature `json`).
//!
//! # Keep options and results
//!
//! Options, alignments and units are plain data for `serde`. Unknown fields of options are errors, missing ones have their
//! defaults.
//!
//! ```
//! use bitext::{AlignOptions, Aligner, Alignment};
//!
//! let options: AlignOptions = toml::from_str("mode = 'comparable'\nthreshold = 0.6")?;
//! assert!(toml::from_str::<AlignOptions>("treshold = 0.6").is_err());
//! let aligner = Aligner::builder().options(options).build()?;
//!
//! let alignment = aligner.align("It rained all night.", "雨下了一夜。");
//! let kept = serde_json::to_string(&alignment)?;
//! assert_eq!(serde_json::from_str::<Alignment>(&kept)?.links.len(), alignment.links.len());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Take texts from strangers
//!
//! No text makes the crate fail, but a large one takes time and memory (`SECURITY.md` has figures).
//! [`Limits`](crate::align::Limits) refuse it before that, [`Bounded`](crate::format::Bounded) does so for files, and
//! [`align_watched`](crate::Aligner::align_watched) can stop.
//!
//! ```
//! use std::ops::ControlFlow;
//! use std::time::{Duration, Instant};
//! use bitext::{Aligner, align::{LimitError, Limits}};
//!
//! let aligner = Aligner::default();
//! let limits = Limits::new(Some(1 << 20), Some(1000));
//! let long = "It rained. ".repeat(2000);
//! assert!(matches!(aligner.align_within(&long, "下雨了。", limits), Err(LimitError::Segments { most: 1000, .. })));
//!
//! let end = Instant::now() + Duration::from_secs(60);
//! let in_time = aligner.align_watched("It rained.", "下雨了。", |_| {
//!     if Instant::now() < end { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
//! });
//! assert!(in_time.is_ok());
//! ```
