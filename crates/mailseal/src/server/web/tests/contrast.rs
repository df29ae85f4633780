//! Every pair of colours that meet in the sheet can be told apart, light and dark: WCAG 2.2, criterion 1.4.3, wants
//! 4.5 for text, 1.4.11 wants 3 for controls, focus and charts.

use std::collections::BTreeMap;

const SHEET: &str = include_str!("../../../../static/mailseal.css");

const GROUNDS: [&str; 3] = ["page", "surface", "sunken"];
const TEXTS: [&str; 9] = [
    "text", "muted", "accent", "critical", "high", "medium", "low", "ok", "unknown",
];
const SOFT: [&str; 7] = [
    "critical", "high", "medium", "low", "ok", "unknown", "accent",
];
/// Text on grounds that only some texts stand on.
const SINGLE: [(&str, &str); 11] = [
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("text", "add"),
    ("text", "del"),
    ("text", "add-mark"),
    ("text", "del-mark"),
    ("ok", "add"),
    ("critical", "del"),
    ("muted", "hover"),
    ("text", "hover"),
    ("accent", "hover"),
];
const SHAPES: [&str; 3] = ["control", "focus", "spark"];

/// Role → its colour in light and in dark.
fn tokens() -> BTreeMap<&'static str, [u32; 2]> {
    let mut tokens = BTreeMap::new();
    for line in SHEET.lines() {
        let declared = line.trim().strip_prefix("--");
        let Some((name, rest)) = declared.and_then(|line| line.split_once(": light-dark(#")) else {
            continue;
        };
        let (light, dark) = rest.split_once(", #").unwrap();
        let colour = |text: &str| u32::from_str_radix(&text[..6], 16).unwrap();
        tokens.insert(name, [colour(light), colour(dark)]);
    }
    tokens
}

/// Relative luminance of an sRGB colour.
fn luminance(colour: u32) -> f64 {
    let linear = |shift: u32| {
        let channel = f64::from((colour >> shift) & 0xff) / 255.0;
        if channel <= 0.04045 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0)
}

fn contrast(a: u32, b: u32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn pairs() -> Vec<(&'static str, String, f64)> {
    let on_grounds = |names: &[&'static str], needs: f64| {
        let pairs = names
            .iter()
            .flat_map(|name| GROUNDS.map(|ground| (*name, ground)));
        pairs
            .map(|(name, ground)| (name, ground.to_owned(), needs))
            .collect::<Vec<_>>()
    };
    let mut pairs = on_grounds(&TEXTS, 4.5);
    pairs.extend(on_grounds(&SHAPES, 3.0));
    for role in SOFT {
        let soft = format!("{role}-soft");
        pairs.extend([role, "text", "muted"].map(|name| (name, soft.clone(), 4.5)));
    }
    pairs.extend(SINGLE.map(|(name, ground)| (name, ground.to_owned(), 4.5)));
    pairs
}

#[test]
fn every_pair_can_be_read_in_light_and_dark() {
    let tokens = tokens();
    for (name, ground, needs) in pairs() {
        for (theme, index) in [("light", 0), ("dark", 1)] {
            let contrast = contrast(tokens[name][index], tokens[ground.as_str()][index]);
            assert!(
                contrast >= needs,
                "{name} on {ground}, {theme}: {contrast:.2}"
            );
        }
    }
}

#[test]
fn a_known_contrast() {
    assert!((contrast(0x00_0000, 0xff_ffff) - 21.0).abs() < 0.01);
    assert!((contrast(0x77_7777, 0xff_ffff) - 4.48).abs() < 0.01);
}

#[test]
fn browsers_without_light_dark_get_the_light_colours() {
    let before = SHEET.split("@supports").next().unwrap();
    for (name, [light, _]) in tokens() {
        let declared = format!("--{name}: #{light:06x}");
        assert!(before.contains(&declared), "{declared}");
    }
}

#[test]
fn no_rule_brings_a_colour_of_its_own() {
    let behind = SHEET.split("--mono:").nth(1).unwrap();
    for line in behind.lines().filter(|line| line.contains('#')) {
        // On paper the ground is white, whatever the theme.
        assert!(line.contains("--page: #fff; --sunken: #fff;"), "{line}");
    }
}
