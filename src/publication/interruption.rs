//! What happens when somebody stops this program while git works for it: git is ended too, and nobody is left in doubt.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};

/// Hears Ctrl-C and the wish to end, from when it is made.
pub(super) struct Interruption {
    heard: Arc<AtomicBool>,
    group: Arc<Mutex<Option<Pid>>>,
    _runtime: Runtime,
}

impl Interruption {
    pub(super) fn listen() -> std::io::Result<Self> {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let (heard, group) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(None)));
        let (mut interrupt, mut terminate) = {
            let _entered = runtime.enter();
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?)
        };
        let (flag, running) = (heard.clone(), group.clone());
        runtime.spawn(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            flag.store(true, Ordering::SeqCst);
            end(*running.lock().unwrap_or_else(PoisonError::into_inner));
        });
        Ok(Self { heard, group, _runtime: runtime })
    }

    /// Whether somebody wants to stop.
    pub(super) fn is_heard(&self) -> bool {
        self.heard.load(Ordering::SeqCst)
    }

    /// The processes to end from now on, given the first of them; none when they have ended.
    pub(super) fn guard(&self, process: Option<u32>) {
        let group = process.and_then(pid);
        *self.group.lock().unwrap_or_else(PoisonError::into_inner) = group;
        if self.is_heard() {
            end(group);
        }
    }
}

fn pid(process: u32) -> Option<Pid> {
    i32::try_from(process).ok().and_then(Pid::from_raw)
}

/// Ends a process with all that it started in its group.
pub(super) fn end_group(process: u32) {
    end(pid(process));
}

fn end(group: Option<Pid>) {
    if let Some(group) = group {
        // It may have ended by itself just now.
        let _ = kill_process_group(group, Signal::KILL);
    }
}
