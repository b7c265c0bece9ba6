//! Loads C libraries compiled to WebAssembly and calls them.
//!
//! [`load`] turns a module with an interface into a [`Library`]; [`Library::enter`] gives the
//! calling thread the instance, and everything that touches guest memory or runs guest code hangs
//! off that [`Entered`] guard. This is the only crate that names wasmtime: hosts see slots,
//! addresses and plans.
//!
//! ```no_run
//! use sandbridge_runtime::{Options, Slot, load};
//!
//! let library = load("add.wasm".as_ref(), &Options::default())?;
//! let add = library.function("add")?;
//! let mut slots = [Slot::i32(1), Slot::i32(2)];
//! library.enter()?.call(&add, &mut slots)?;
//! assert_eq!(slots[0].to_i32(), 3);
//! # Ok::<(), sandbridge_interface::Error>(())
//! ```

mod allocator;
mod bias;
mod cache;
mod callback;
pub mod dynamic;
mod engine;
mod enter;
mod export;
#[cfg_attr(not(unix), path = "fork_elsewhere.rs")]
mod fork;
mod frame;
mod import;
mod library;
mod limit;
mod live;
mod load;
mod lookup;
#[cfg_attr(not(target_os = "linux"), path = "membarrier_elsewhere.rs")]
mod membarrier;
mod memory;
mod options;
mod owner;
mod pointer;
mod program;
mod release;
#[cfg(feature = "compiler")]
mod repair;
mod scratch;
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod signal;
#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
#[path = "signal_elsewhere.rs"]
mod signal;
mod slot;
mod stack;
mod trap;
mod wasi;

pub use cache::Cache;
pub use callback::{FunctionPointer, HostFunction};
pub use enter::Entered;
pub use frame::Frame;
pub use library::Library;
#[cfg(feature = "compiler")]
pub use load::precompile;
pub use load::{load, load_bytes};
pub use lookup::Function;
pub use memory::View;
pub use options::{Access, Folder, OnBusy, Options, Stdio};
pub use program::{CallbackFrame, Policy};
pub use scratch::Mark;
pub use slot::Slot;
