//! `access test` reads a zone and changes nothing.

use peers::UpdateKey;

use crate::place::{NameServers, Primary, Setting, errors, json, text, zone};

#[test]
fn an_access_is_tried_and_nothing_is_written() {
    let foreign = "@ 300 TXT \"one\"\n@ 300 TXT \"two\"\n";
    for primary in [Primary::Knot, Primary::Bind] {
        let setting = Setting::new(primary, &[zone("tried.test", NameServers::One, foreign)]);
        let before = setting.zone("tried.test");
        let test = ["access", "test", "everything"];

        let read = setting.run(&[&test[..], &["tried.test", "--format", "json"]].concat());
        assert_eq!(read.status.code(), Some(0), "{}", errors(&read));
        let said = json(&read);
        assert_eq!(said["zones"][0]["txt_records"], 2, "{said:#}");
        let which = setting.run(&test);
        assert_eq!(which.status.code(), Some(2), "{}", text(&which));
        let strange = setting.run(&[&test[..], &["strange.test"]].concat());
        assert_ne!(strange.status.code(), Some(0), "{}", text(&strange));

        let wrong = UpdateKey {
            secret: UpdateKey::NARROW.secret,
            ..UpdateKey::SHA256
        };
        setting.gives_access("everything", wrong);
        let refused = setting.run(&[&test[..], &["tried.test", "-v"]].concat());
        let said = format!("{}{}", text(&refused), errors(&refused));
        assert_eq!(refused.status.code(), Some(1), "{said}");
        assert!(!said.contains(wrong.secret), "{said}");

        assert_eq!(setting.zone("tried.test"), before);
    }
}
