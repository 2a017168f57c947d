//! The editing room attacked from outside: each thing refused, and noted in the trail.

mod bounds;
mod files;
mod forms;
mod html;
mod kill;
mod people;
mod removal;
mod room;
mod secrets;
mod stored;
mod workflow;
