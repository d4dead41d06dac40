//! Forms in which people save event files, and other things that archives and folders hold.

use super::*;

#[test]
fn forms_in_which_people_save_a_table_are_one() {
    let plain = acled(&[&row("Z1", "2022-01-05", 1), &row("Z2", "2022-01-25", 2)]);
    let want = text_of(plain.as_bytes(), Dataset::Acled).expect("read").0;
    let german = plain.replace(',', ";").replace("49.95;82.61", "49,95;82,61");
    let latin = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let utf16: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let trailing: String =
        plain.lines().enumerate().map(|(i, l)| if i > 0 { format!("{l},\n") } else { format!("{l}\n") }).collect();
    let numbered: String = plain
        .lines()
        .enumerate()
        .map(|(i, l)| if i > 0 { format!("{},{l}\n", i - 1) } else { format!(",{l}\n") })
        .collect();
    let forms: Vec<(&str, Vec<u8>)> = vec![
        ("semicolons and decimal commas", german.clone().into_bytes()),
        ("sep=;", format!("sep=;\r\n{}", german.replace('\n', "\r\n")).into_bytes()),
        ("windows-1252", latin(&german)),
        ("utf-16 without a mark", utf16),
        ("lines before the header", format!("ACLED export; retrieved 2022-02-01\n\n{plain}").into_bytes()),
        ("a title with the width of the table", format!("My events{}\n{plain}", ",".repeat(11)).into_bytes()),
        ("a row number", numbered.into_bytes()),
        ("a delimiter at the end of rows", trailing.into_bytes()),
        ("decomposed letters", plain.replace('Ö', "O\u{308}").into_bytes()),
        (
            "capitals",
            plain
                .replacen(
                    &plain[..plain.find('\n').expect("a line")],
                    &plain[..plain.find('\n').expect("a line")].to_uppercase(),
                    1,
                )
                .into_bytes(),
        ),
        ("other dates", plain.replace("2022-01-05", "05/01/2022").replace("2022-01-25", "25/01/2022").into_bytes()),
        (
            "dates with a time",
            plain.replace("2022-01-05", "2022-01-05T00:00:00Z").replace("2022-01-25", "25-Jan-22").into_bytes(),
        ),
    ];
    for (form, bytes) in forms {
        let (table, imported, rejected) = text_of(&bytes, Dataset::Acled).unwrap_or_else(|c| panic!("{form}: {c}"));
        assert_eq!(rejected, "", "{form}");
        assert_eq!(table, want, "{form}");
        assert_eq!(imported.notices.len(), usize::from(form == "windows-1252"), "{form}: {:?}", imported.notices);
    }
    let cyrillic = encoding_rs::WINDOWS_1251.encode(&plain.replace("Öskemen", "Алматы")).0.into_owned();
    let (table, imported, _) = text_of(&cyrillic, Dataset::Acled).expect("read");
    assert_eq!(texts(&table, "place"), ["Алматы", "Алматы"]);
    assert!(
        imported.notices[0].contains("windows-1251") && imported.notices[0].contains("2 rows"),
        "{:?}",
        imported.notices
    );
}

#[test]
fn what_may_mean_two_things_is_rejected_with_the_reason() {
    for (date, word) in [
        ("05/01/2022", "day or month"),
        ("44566", "spreadsheet"),
        ("1641340800", "since 1970"),
        ("0025-09-26", "1800 to 2200"),
        ("N/A", "2022-01-31"),
    ] {
        let (_, imported, rejected) = text_of(acled(&[&row("Z1", date, 1)]).as_bytes(), Dataset::Acled).expect("read");
        assert!(imported.all.rejected == 1 && rejected.contains(word), "{date}: {rejected}");
    }
    let day_first = ImportRequest { order: DateOrder::DayFirst, ..asked(Dataset::Acled) };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.csv");
    fs::write(&file, acled(&[&row("Z1", "05/01/2022", 1)])).expect("written");
    let table = table_of(&[file], &day_first).expect("read").0;
    assert_eq!(
        table.column("date").expect("a column").cell(0),
        text_of(acled(&[&row("Z1", "2022-01-05", 1)]).as_bytes(), Dataset::Acled)
            .expect("read")
            .0
            .column("date")
            .expect("a column")
            .cell(0)
    );
}

#[test]
fn oddities_of_bytes_are_said() {
    let nul = acled(&[
        &row("Z1", "2022-01-05", 1).replace("invented", "in\0vented"),
        &row("Z2", "2022-01-05", 1).replace("Öskemen", "Ö\0skemen"),
    ]);
    let (table, imported, rejected) = text_of(nul.as_bytes(), Dataset::Acled).expect("read");
    let said = imported.notices.join("\n") + &rejected;
    assert!(table.rows() <= 1 && rejected.contains("location") && said.contains("NUL characters in 2 rows"), "{said}");
    let lost = acled(&[&row("Z1", "2022-01-05", 1).replace('Ö', "\u{fffd}")]);
    assert!(text_of(lost.as_bytes(), Dataset::Acled).expect("read").1.notices[0].contains("lost"));
    let mut broken = acled(&[&row("Z1", "2022-01-05", 1), &row("Z2", "2022-01-05", 1)]).into_bytes();
    let at = broken.iter().rposition(|b| *b == b'v').expect("a letter");
    broken[at] = 0xff;
    let (table, imported, _) = text_of(&broken, Dataset::Acled).expect("read");
    assert!(table.rows() == 2 && imported.notices[0].contains("not UTF-8 in 1 row"), "{:?}", imported.notices);
}

#[test]
fn doubled_events_are_counted_named_and_decided() {
    let folder = tempfile::tempdir().expect("a folder");
    let files: Vec<PathBuf> = ["a.csv", "b.csv"].iter().map(|name| folder.path().join(name)).collect();
    fs::write(
        &files[0],
        acled(&[&row("Z1", "2022-01-01", 9), &row("Z2", "2022-01-02", 1), &row("Z2", "2022-01-03", 3)]),
    )
    .expect("written");
    fs::write(&files[1], acled(&[&row("Z1", "2022-01-04", 5), &row("Z3", "2022-01-05", 1)])).expect("written");
    for (duplicates, ids, days) in [
        (Duplicates::Keep, vec!["Z1", "Z2", "Z2", "Z1", "Z3"], vec![1, 2, 3, 4, 5]),
        (Duplicates::First, vec!["Z1", "Z2", "Z3"], vec![1, 2, 5]),
        (Duplicates::Last, vec!["Z2", "Z1", "Z3"], vec![3, 4, 5]),
        (Duplicates::Newest, vec!["Z1", "Z2", "Z3"], vec![1, 3, 5]),
    ] {
        let asked = ImportRequest { duplicates, ..asked(Dataset::Acled) };
        let (table, imported, _) = table_of(&files, &asked).expect("read");
        adds_up(&imported);
        assert_eq!(
            texts(&table, "id"),
            ids.iter().map(|id| format!("acled:{id}")).collect::<Vec<_>>(),
            "{duplicates:?}"
        );
        let date = |day| {
            TableCell::from(NaiveDate::from_ymd_opt(2022, 1, day).expect("a day").and_time(chrono::NaiveTime::MIN))
        };
        let column = table.column("date").expect("a column");
        assert!(days.iter().enumerate().all(|(i, day)| column.cell(i) == date(*day)), "{duplicates:?}");
        assert_eq!(imported.doubled, 2);
        assert_eq!(imported.doubled_ids.keys().collect::<Vec<_>>(), ["acled:Z1", "acled:Z2"]);
        assert_eq!(imported.all.doubled, if duplicates == Duplicates::Keep { 0 } else { 2 });
    }
}

#[test]
fn sizes_in_tags_and_in_the_notes_of_older_exports() {
    let with =
        |notes: &str, tags: &str| row("Z1", "2022-01-05", 1).replace("invented", notes).replace("crowd size=100", tags);
    let rows = [
        with("People met. [size=no less than 500]", ""),
        with("People met. [Size= around 50 ]", "local"),
        with("People met. [size=no report]", ""),
        with("People met. [size=several]", ""),
        with("", "women targeted; crowd size=100s"),
        with("", "crowd size=50 tractors"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let (table, imported, _) = text_of(acled(&rows).as_bytes(), Dataset::Acled).expect("read");
    let cell = |column: &str, i| match table.column(column).expect("a column").cell(i) {
        TableCell::Unsigned(n) => Some(n),
        _ => None,
    };
    let got: Vec<_> = (0..6).map(|i| (cell("size_low", i), cell("size_high", i))).collect();
    assert_eq!(
        got,
        [(Some(500), None), (Some(50), Some(50)), (None, None), (None, None), (Some(100), Some(999)), (None, None)]
    );
    assert_eq!(imported.sizes_unread.kept.keys().collect::<Vec<_>>(), ["50 tractors", "several"]);
}

#[test]
fn archives_and_folders_hold_other_things_too() {
    let one = acled(&[&row("Z1", "2022-01-05", 1)]);
    let two = acled(&[&row("Z2", "2022-01-05", 1)]);
    let inner = zipped(&[("inner.csv", two.as_bytes()), ("README", b"about")]);
    let zip = zipped(&[
        ("README.txt", b"What this is.\n"),
        ("jan/data.csv", one.as_bytes()),
        ("jan/.DS_Store", b"\0\0\0\x01Bud1"),
        ("__MACOSX/jan/._data.csv", b"\0"),
        ("Codebook.PDF", b"%PDF-1.4"),
        ("notes about it.txt", b"Nothing of note.\n"),
        ("inner.zip", &inner),
    ]);
    let (table, imported, rejected) = text_of(&zip, Dataset::Acled).expect("read");
    assert_eq!((texts(&table, "id"), rejected.as_str()), (vec!["acled:Z1".into(), "acled:Z2".into()], ""));
    assert!(imported.complaints.is_empty() && imported.aside.total() == 6, "{:?}", imported.aside);

    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("many");
    fs::create_dir_all(inside.join("deeper")).expect("a folder");
    fs::write(inside.join("1.csv"), &one).expect("written");
    fs::write(inside.join("2.csv"), "").expect("written");
    fs::write(inside.join("3.zip"), &zip[..zip.len() / 2]).expect("written");
    fs::write(inside.join("deeper/4.csv"), &two).expect("written");
    fs::write(inside.join("5.csv"), "a,b\n1,2\n").expect("written");
    fs::write(inside.join("README.md"), "about").expect("written");
    let (table, imported, rejected) = table_of(&[inside], &asked(Dataset::Acled)).expect("read");
    assert_eq!(texts(&table, "id"), ["acled:Z1", "acled:Z2"]);
    assert_eq!((imported.bad_files, imported.files_read), (3, 2));
    for word in [
        "2.csv,,,,the file: the file is empty",
        "3.zip,,,,\"the file: not a readable zip",
        "5.csv,,,,\"the file: this is no ACLED",
    ] {
        assert!(rejected.contains(word) || rejected.contains(&word.replace('"', "")), "{word}: {rejected}");
    }
}

#[test]
fn what_is_no_table_of_events_is_named() {
    let says = |bytes: &[u8]| text_of(bytes, Dataset::Acled).err().map(|c| c.render(false)).expect("refused");
    let excel = zipped(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")]);
    assert!(says(&excel).contains("Excel workbook (.xlsx)") && says(&excel).contains("CSV"));
    assert!(says(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest").contains("older Excel"));
    assert!(says(b"[{\"event_id_cnty\": 1}]").contains("JSON"));
    let weekly =
        "WEEK,REGION,COUNTRY,ADMIN1,EVENT_TYPE,SUB_EVENT_TYPE,EVENTS,FATALITIES\n2022-01-01,R,K,A,Protests,P,14,0\n";
    assert!(says(weekly.as_bytes()).contains("weekly aggregates") && says(weekly.as_bytes()).contains("import acled"));
    assert!(says(&zipped(&[("README.txt", b"x")])).contains("holds no table"));
}

/// An archive of two files, of which the second is given the name of the first: writers refuse to make one.
fn doubled(first: &str, second: &str) -> Vec<u8> {
    let mut zip = zipped(&[("a.csv", first.as_bytes()), ("b.csv", second.as_bytes())]);
    for at in 0..zip.len() - 5 {
        if &zip[at..at + 5] == b"b.csv" {
            zip[at] = b'a';
        }
    }
    zip
}

#[test]
fn files_of_one_name_in_an_archive_are_refused_and_those_that_differ_by_a_letter_are_read() {
    let (one, two) = (acled(&[&row("Z1", "2022-01-05", 1)]), acled(&[&row("Z2", "2022-01-05", 1)]));
    let said = text_of(&doubled(&one, &two), Dataset::Acled).expect_err("refused").render(false);
    assert!(said.contains("several files of the archive have one name: a.csv") && said.contains("unpack it"), "{said}");
    for names in [["a.csv", "A.csv"], ["Ö.csv", "O\u{308}.csv"], ["a.csv", "d/a.csv"], ["a.csv", "a.csv "]] {
        let zip = zipped(&[(names[0], one.as_bytes()), (names[1], two.as_bytes())]);
        let (table, imported, _) = text_of(&zip, Dataset::Acled).expect("read");
        assert_eq!((texts(&table, "id").len(), imported.files_read), (2, 2), "{names:?}");
    }
}

#[test]
fn what_came_before_the_damage_is_kept_and_the_loss_is_said() {
    use std::io::Write as _;
    let text = acled(&[&row("Z1", "2022-01-05", 1), &row("Z2", "2022-01-05", 1)]);
    let gzip = |text: &str| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
        packed.write_all(text.as_bytes()).and_then(|()| packed.finish()).expect("packed")
    };
    let whole = gzip(&text);
    let two = text_of(&[gzip(&text), whole.clone()].concat(), Dataset::Acled).expect("read");
    assert_eq!((two.0.rows(), two.1.all.rejected), (4, 0), "the header comes twice: {}", two.2);
    assert!(two.1.notices[0].contains("the header again in 1 row"), "{:?}", two.1.notices);
    for (damage, bytes, kept) in [
        ("cut short", whole[..whole.len() - 30].to_vec(), 1),
        ("with something behind it", [&whole[..], b"garbage"].concat(), 2),
    ] {
        let (table, imported, rejected) = text_of(&bytes, Dataset::Acled).unwrap_or_else(|c| panic!("{damage}: {c}"));
        assert_eq!((table.rows(), imported.all.rejected), (kept, 1), "{damage}: {rejected}");
        assert!(rejected.contains("breaks off here"), "{damage}: {rejected}");
    }
}

#[test]
fn names_are_names() {
    let marked = row("Z1", "2022-01-05", 1).replace("Öskemen", "\u{202e}Ösk\u{200f}emen");
    let (table, imported, _) = text_of(acled(&[&marked]).as_bytes(), Dataset::Acled).expect("read");
    assert_eq!(texts(&table, "place"), ["Öskemen"]);
    assert!(imported.notices[0].contains("turn the direction of writing in 1 row"), "{:?}", imported.notices);
    let long = row("Z1", "2022-01-05", 1).replace("Öskemen", &"Ö".repeat(300));
    let (_, imported, rejected) = text_of(acled(&[&long]).as_bytes(), Dataset::Acled).expect("read");
    assert!(imported.all.rejected == 1 && rejected.contains("at most 500 bytes"), "{rejected}");
}

#[test]
fn archives_that_are_not_read_say_what_to_do() {
    let text = acled(&[&row("Z1", "2022-01-05", 1)]);
    let mut locked = zipped(&[("a.csv", text.as_bytes())]);
    let central = locked.windows(4).position(|bytes| bytes == b"PK\x01\x02").expect("a directory");
    locked[6] |= 1;
    locked[central + 8] |= 1;
    let mut tar = vec![0; 1024];
    tar[257..262].copy_from_slice(b"ustar");
    for (bytes, word) in [(locked, "password"), (tar, "a tar archive")] {
        let said = text_of(&bytes, Dataset::Acled).expect_err("refused").render(false);
        assert!(said.contains(word) && said.contains("unpack it"), "{said}");
    }
}

#[test]
#[cfg(unix)]
fn a_pipe_is_read_where_it_is_named_and_set_aside_where_it_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let (pipe, inside) = (folder.path().join("pipe"), folder.path().join("many"));
    fs::create_dir(&inside).expect("made");
    for path in [&pipe, &inside.join("pipe.csv")] {
        assert!(std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo is there").success());
    }
    let text = acled(&[&row("Z1", "2022-01-05", 1)]);
    fs::write(inside.join("a.csv"), &text).expect("written");
    let (table, imported, _) = table_of(&[inside], &asked(Dataset::Acled)).expect("read");
    assert_eq!((table.rows(), imported.aside.total()), (1, 1), "{:?}", imported.aside);
    for bytes in [text.clone().into_bytes(), zipped(&[("a.csv", text.as_bytes())])] {
        let to = pipe.clone();
        let writer = std::thread::spawn(move || fs::write(to, bytes).expect("written"));
        let (table, imported, _) = table_of(std::slice::from_ref(&pipe), &asked(Dataset::Acled)).expect("read");
        writer.join().expect("written");
        assert_eq!((table.rows(), imported.bad_files), (1, 0));
    }
    // What is looked at twice cannot be a pipe.
    let twice = ImportRequest { duplicates: Duplicates::Last, ..asked(Dataset::Acled) };
    let said = table_of(&[pipe], &twice).expect_err("refused").render(false);
    assert!(said.contains("read twice"), "{said}");
}
