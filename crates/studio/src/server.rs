//! Listening, and ending in good order.

use crate::program::{Options, Program};
use crate::routes::router;
use crate::studio::Studio;
use axum::Router;
use groundswell_complaint::{Complaint, Complaints, Problem};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// How long browsers have to take the last events once everything has ended.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// How long the head of a request may take, and how long a connection may be idle.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);

/// Headers of a request, and bytes of its head.
const MOST_HEADERS: usize = 64;
const MOST_HEAD: usize = 64 << 10;

/// Threads without which the Studio does not begin: two that answer, two that read files, the queue, and a classic.
const THREADS: usize = 6;

/// How long a thread that reads files stays when it has nothing to do.
const FOR_GOOD: Duration = Duration::from_secs(365 * 24 * 3600);

/// Connections that are open at once. A page holds six at most.
const MOST_CONNECTIONS: usize = 200;

/// How the Studio ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StudioEnd {
    /// Nothing was under way.
    Quiet,
    /// A job was stopped; what was finished of it is kept.
    Interrupted,
}

/// Serves until Ctrl-C. `ready` is told the address of the page, `stopping` that something
/// under way is being brought to an end.
pub fn serve(
    program: Program,
    options: &Options,
    ready: impl FnOnce(&str),
    stopping: impl FnOnce(),
) -> Result<StudioEnd, Complaints> {
    let studio = Arc::new(Studio::new(program, options)?);
    let failed = |error: std::io::Error| refused(&error);
    to_be_had(THREADS).map_err(failed)?;
    // Two threads answer; what reads files or computes has its own. The first that reads files stays, so that there is one
    // even where the system gives no more: without any the runtime would panic.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(64)
        .thread_keep_alive(FOR_GOOD)
        .enable_io()
        .enable_time()
        .build()
        .map_err(failed)?;
    runtime.spawn_blocking(|| ());
    let computing = {
        let studio = studio.clone();
        std::thread::Builder::new().name("studio-queue".into()).spawn(move || studio.queue.work()).map_err(failed)?
    };
    let end = runtime.block_on(async {
        let listeners = listen(options.port).await?;
        let address = listeners[0].local_addr().map_err(failed)?;
        let (closing, closed) = watch::channel(false);
        let app = router(studio.clone(), address.port());
        let serving: Vec<_> =
            listeners.into_iter().map(|listener| answer(listener, app.clone(), closed.clone())).collect();
        // Whoever reads the address may send Ctrl-C at once.
        let mut asked = StopSignal::new().map_err(failed)?;
        ready(&format!("http://127.0.0.1:{}/", address.port()));
        asked.once().await;
        tokio::spawn(async move {
            asked.once().await;
            std::process::exit(130);
        });
        let end = if studio.queue.close() { StudioEnd::Interrupted } else { StudioEnd::Quiet };
        if end == StudioEnd::Interrupted {
            stopping();
        }
        // What computes writes down what is finished; then browsers are told, and have a moment to hear it.
        let _ = tokio::task::spawn_blocking(move || computing.join()).await;
        closing.send_replace(true);
        for task in serving {
            let _ = tokio::time::timeout(LAST_WORDS, task).await;
        }
        Ok(end)
    });
    runtime.shutdown_timeout(LAST_WORDS);
    end
}

fn refused(error: &std::io::Error) -> Complaints {
    let advice =
        "the user may have no more processes or open files: end other programs or raise the limits (`ulimit -a`)";
    Complaint::new(Problem::System(format!("the system does not give what the Studio needs: {error}")))
        .advise(advice)
        .into()
}

/// Begins so many threads at once and ends them: an error where the system does not give them. What is begun later by the
/// runtime would panic.
fn to_be_had(threads: usize) -> std::io::Result<()> {
    let (mut begun, mut last) = (Vec::with_capacity(threads), Ok(()));
    while last.is_ok() && begun.len() < threads {
        last = std::thread::Builder::new().spawn(std::thread::park).map(|thread| begun.push(thread));
    }
    for thread in begun {
        thread.thread().unpark();
        let _ = thread.join();
    }
    last
}

/// The loopback and nothing else: the address that every system has, and the newer one where it has it.
async fn listen(port: u16) -> Result<Vec<TcpListener>, Complaints> {
    let first = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await.map_err(|error| {
        let what = format!("127.0.0.1:{port}");
        let advice = match error.kind() {
            ErrorKind::PermissionDenied => "ports below 1024 are kept for the system: choose another with `--port`; 0 takes any that is free",
            ErrorKind::AddrNotAvailable => "this machine has no loopback network: bring it up (`ip link set lo up`)",
            _ => "another Studio may be there already: open it, or choose another port with `--port`; 0 takes any that is free",
        };
        let problem = Problem::Input { action: "listen on", path: what.into(), reason: error.to_string() };
        Complaints::from(Complaint::new(problem).advise(advice))
    })?;
    let port = first.local_addr().map_or(port, |address| address.port());
    // Where it is taken by somebody else `localhost` may lead there: the address that is printed does not.
    let second = TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))).await.ok();
    Ok(std::iter::once(first).chain(second).collect())
}

/// Answers until the Studio closes, and lets the connections that are open then come to their end.
fn answer(listener: TcpListener, app: Router, mut closed: watch::Receiver<bool>) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
        let mut connections = JoinSet::new();
        loop {
            let accepted = async {
                // Whoever comes when all places are taken waits until the system lets them in.
                let place = room.clone().acquire_owned().await;
                (listener.accept().await, place)
            };
            let (stream, place) = tokio::select! {
                accepted = accepted => match accepted {
                    (Ok((stream, _)), place) => (stream, place),
                    // The system has no more files to give, for example: the next may fare better.
                    (Err(_), _) => {
                        tokio::time::sleep(Duration::from_millis(50)).await;
                        continue;
                    }
                },
                () = closing(&mut closed) => break,
            };
            while connections.try_join_next().is_some() {}
            let (app, closed) = (app.clone(), closed.clone());
            connections.spawn(async move {
                converse(stream, app, closed).await;
                drop(place);
            });
        }
        while connections.join_next().await.is_some() {}
    })
}

/// Waits until the Studio closes. That comes with the end of the sender at the latest.
async fn closing(closed: &mut watch::Receiver<bool>) {
    let _ = closed.wait_for(|closed| *closed).await;
}

/// One connection, from its first request to its last answer.
async fn converse(stream: TcpStream, app: Router, mut closed: watch::Receiver<bool>) {
    let mut http = http1::Builder::new();
    // Whoever sends nothing, or one letter a minute, is not waited for.
    http.timer(TokioTimer::new()).header_read_timeout(HEADERS_WITHIN).max_headers(MOST_HEADERS).max_buf_size(MOST_HEAD);
    let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app));
    let mut connection = std::pin::pin!(connection);
    // An error here is that of the other side: it has gone, or has sent what is no request.
    tokio::select! {
        _ = connection.as_mut() => {}
        () = closing(&mut closed) => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}

/// Ctrl-C, or the system's request to end. It is heard from the moment this is made.
struct StopSignal {
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 2],
}

impl StopSignal {
    fn new() -> std::io::Result<StopSignal> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            Ok(StopSignal { signals: [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?] })
        }
        #[cfg(not(unix))]
        Ok(StopSignal {})
    }

    async fn once(&mut self) {
        #[cfg(unix)]
        {
            let [interrupt, terminate] = &mut self.signals;
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    }
}
