//! A literate case file cut into cases and blocks.

/// One `##` heading with its blocks.
pub(crate) struct Case {
    pub(crate) heading: String,
    pub(crate) blocks: Vec<Block>,
}

/// One fenced block.
#[derive(Clone)]
pub(crate) struct Block {
    /// What stands behind the opening fence.
    pub(crate) info: String,
    /// The text, without a final line break.
    pub(crate) body: String,
    /// The line of the opening fence.
    pub(crate) line: usize,
}

impl Block {
    /// The text as the words behind the first one of the opening fence have it: `escaped` reads `\\r`,
    /// `\\n` and `\\0`; `times=1100` repeats the last line so often, `#` in it being the count.
    pub(crate) fn text(&self) -> String {
        let mut text = self.body.clone();
        for word in self.info.split_whitespace().skip(1) {
            if word == "escaped" {
                text = text
                    .replace("\\r", "\r")
                    .replace("\\n", "\n")
                    .replace("\\0", "\0");
            } else if let Some(times) = word.strip_prefix("times=") {
                let times: usize = times.parse().unwrap();
                let (before, last) = text.rsplit_once('\n').unwrap();
                let lines = (0..times).map(|n| last.replace('#', &n.to_string()));
                text = format!("{before}\n{}", lines.collect::<Vec<_>>().join("\n"));
            }
        }
        text
    }
}

/// Reads a file. A block before the first `##` belongs to no case and is refused.
pub(crate) fn read(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some("")) => {
                let mut block = open.take().unwrap();
                block.body = block
                    .body
                    .strip_suffix('\n')
                    .unwrap_or(&block.body)
                    .to_string();
                let case = cases
                    .last_mut()
                    .unwrap_or_else(|| panic!("line {}: block before a heading", index + 1));
                case.blocks.push(block);
            }
            (Some(block), _) => {
                block.body.push_str(line);
                block.body.push('\n');
            }
            (None, Some(info)) => {
                open = Some(Block {
                    info: info.trim().to_string(),
                    body: String::new(),
                    line: index + 1,
                });
            }
            (None, None) => {
                if let Some(heading) = line.strip_prefix("## ") {
                    cases.push(Case {
                        heading: heading.to_string(),
                        blocks: Vec::new(),
                    });
                }
            }
        }
    }
    assert!(open.is_none(), "a block is not closed");
    cases
}
