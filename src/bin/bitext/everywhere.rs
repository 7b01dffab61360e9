//! What every command takes: colours, what is said on the side, whether files may be replaced.

use std::{
    env,
    ffi::OsString,
    io::{self, IsTerminal},
    path::Path,
    sync::OnceLock,
};

use clap::{Args, ColorChoice};

/// Options that every command takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "For every command")]
pub(crate) struct EverywhereArguments {
    /// When to colour what is written: `auto` is on a terminal, unless NO_COLOR is set, or where CLICOLOR_FORCE is.
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = ColorChoice::Auto)]
    pub(crate) color: ColorChoice,
    /// Say nothing on standard error but why the program fails: no progress, no counts, no warnings.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Replace files that are there already. Without it, a file with something in it is never overwritten.
    #[arg(long, global = true)]
    pub(crate) force: bool,
    /// Take defaults from FILE, TOML, instead of BITEXT_CONFIG or the usual place; see `bitext help config`.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<OsString>,
}

static SETTINGS: OnceLock<EverywhereArguments> = OnceLock::new();

/// Keeps the options of this run where every part of it can ask for them.
pub(crate) fn settle(arguments: &EverywhereArguments) {
    let _ = SETTINGS.set(arguments.clone());
}

/// Whether nothing but failures is said on standard error.
pub(crate) fn is_quiet() -> bool {
    SETTINGS.get().is_some_and(|settings| settings.quiet)
}

/// Whether files may be replaced.
pub(crate) fn may_replace() -> bool {
    SETTINGS.get().is_some_and(|settings| settings.force)
}

/// Whether what goes to `path`, or to standard output for none, is to be coloured.
pub(crate) fn is_coloured(path: Option<&Path>) -> bool {
    let color = SETTINGS.get().map_or(ColorChoice::Auto, |it| it.color);
    match (color, wish()) {
        (ColorChoice::Always, _) => true,
        (ColorChoice::Never, _) => false,
        (ColorChoice::Auto, _) if path.is_some_and(|path| path != Path::new("-")) => false,
        (ColorChoice::Auto, Some((_, is_wanted))) => is_wanted,
        (ColorChoice::Auto, None) => {
            // A console of Windows has to be told to read the codes.
            let is_able = anstyle_query::windows::enable_ansi_colors() != Some(false);
            io::stdout().is_terminal() && is_able && anstyle_query::term_supports_color()
        }
    }
}

/// What the environment wants wherever output goes, and which variable says so.
pub(crate) fn wish() -> Option<(&'static str, bool)> {
    let value = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    if value("NO_COLOR").is_some() {
        return Some(("NO_COLOR", false));
    }
    if value("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return Some(("CLICOLOR_FORCE", true));
    }
    (value("CLICOLOR")? == "0").then_some(("CLICOLOR", false))
}
