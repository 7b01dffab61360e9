//! `bitext completions` and `bitext man`: what shells and the manual know of the command line, made from it.

use std::{fs, path::PathBuf};

use clap::{Args, Command};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::{Outcome, Status, failure::Failure, nearest::nearest, output};

/// Writes what a shell needs to complete the arguments of bitext.
///
/// Examples:
///
///   bitext completions bash > ~/.local/share/bash-completion/completions/bitext
///
///   bitext completions zsh > ~/.zfunc/_bitext
///
///   bitext completions fish > ~/.config/fish/completions/bitext.fish
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct CompletionsArguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn completions(arguments: &CompletionsArguments, mut command: Command) -> Outcome {
    // The generator panics where it cannot write: it writes to memory, which does not fail.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "bitext", &mut script);
    output::write(None, |writer| writer.write_all(&script))?;
    Ok(Status::Done)
}

/// Writes a page of the manual, in the format of man.
///
/// Examples:
///
///   bitext man align | man -l -
///
///   bitext man --folder ~/.local/share/man/man1
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct ManArguments {
    /// The command whose page it is, such as `tm search`; of bitext itself if missing.
    command: Vec<String>,
    /// Write the pages of all commands into FOLDER, which is made where it is missing.
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    folder: Option<PathBuf>,
}

pub(crate) fn man(arguments: &ManArguments, mut command: Command) -> Outcome {
    command.build();
    if let Some(folder) = &arguments.folder {
        let mut pages = Vec::new();
        all_pages(&command, &mut pages)?;
        let files: Vec<(PathBuf, &[u8])> = pages
            .iter()
            .map(|(name, page)| (folder.join(format!("{name}.1")), page.as_slice()))
            .collect();
        fs::create_dir_all(folder).map_err(|error| Failure::unwritable(folder, &error))?;
        output::write_all(&files)?;
        output::told(Some(folder), files.len(), "page");
        return Ok(Status::Done);
    }
    let mut page_of = command;
    for name in &arguments.command {
        let Some(subcommand) = page_of.find_subcommand(name).cloned() else {
            let failure = Failure::Usage(format!("expected the name of a command, found {name}"));
            let names = page_of.get_subcommands().map(Command::get_name);
            return Err(match nearest(name, names) {
                Some(near) => failure.hint(&format!("did you mean {near}?")),
                None => failure.hint("`bitext help` lists them"),
            });
        };
        page_of = subcommand;
    }
    let (_, page) = page(&page_of)?;
    output::write(None, |writer| writer.write_all(&page))?;
    Ok(Status::Done)
}

fn all_pages(command: &Command, pages: &mut Vec<(String, Vec<u8>)>) -> Result<(), Failure> {
    pages.push(page(command)?);
    let inner = command
        .get_subcommands()
        .filter(|it| it.get_name() != "help");
    inner.into_iter().try_for_each(|it| all_pages(it, pages))
}

/// A page and its name, such as `bitext-tm-search`.
fn page(command: &Command) -> Result<(String, Vec<u8>), Failure> {
    let name = command
        .get_display_name()
        .unwrap_or_else(|| command.get_name());
    let mut page = Vec::new();
    Man::new(command.clone().name(name.to_owned()))
        .render(&mut page)
        .map_err(|error| Failure::unwritable("the manual".as_ref(), &error))?;
    Ok((name.to_owned(), page))
}
