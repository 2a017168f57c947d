//! `nhipcau serve`: the index made ready, the web site on it, and edits followed while it runs.

use std::io::{ErrorKind, Write};
use std::net::{SocketAddr, TcpListener};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use catalogue::{Declarations, Severity};
use editor::Room;
use history::History;
use ingest::{Begin, Change, Ensured};
use search::Index;
use server::{Beside, Limits, Misses, Site};

use super::ingest::{counts, refuse_unreadable, remark};
use crate::cli::Common;
use crate::progress::Bar;

/// Serves until SIGINT or SIGTERM.
pub(crate) fn run(common: &Common) -> Result<ExitCode> {
    // Answers depend on the day. To learn the time zone, all of the system's are listed once: aside, while the index is opened.
    let _ = std::thread::Builder::new().spawn(jiff::tz::TimeZone::system);
    let site = Arc::new(crate::config::site(common.config.as_deref())?);
    let declarations = super::declarations(common, true)?;
    // A port in use is known before the work of indexing begins.
    let listener = listen(common.listen)?;
    let (index, begin) = ready(common, declarations)?;
    let history = keep(common);
    let watcher = follow(common, &index, &history, begin);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("không khởi động được máy chủ")?;
    let misses = Misses::open(&common.data)
        .inspect_err(|fault| tracing::error!("không ghi được những lần tìm không thấy: {fault}"))
        .ok();
    let room = open(common, &index, &site, misses.clone());
    let told = editing(room.as_ref());
    let beside = Beside {
        history,
        misses,
        content: Some(common.content.clone()),
        door: room.as_ref().map(Room::door),
    };
    let served = runtime.block_on(serve(listener, index, site, beside, &told));
    drop(watcher);
    served.map(|()| ExitCode::SUCCESS)
}

/// The editing room; it is not there for anyone until there is an account. A data folder that can not be written is no
/// reason not to serve the public.
fn open(common: &Common, index: &Index, site: &Arc<Site>, misses: Option<Misses>) -> Option<Room> {
    let place = editor::Place {
        content: common.content.clone(),
        data: common.data.clone(),
    };
    Room::open(place, index.clone(), Arc::clone(site), misses)
        .inspect_err(|error| tracing::error!("{error}; trang biên tập không mở được"))
        .ok()
}

/// What is said of the editing room at the start; `{address}` stands for where the site is.
fn editing(room: Option<&Room>) -> String {
    match room.map(Room::people) {
        None => "Biên tập: không mở được, xem lỗi ở trên".to_owned(),
        Some(0) => {
            "Biên tập: đang tắt vì chưa có tài khoản; mở bằng: nhipcau user add TÊN --role quan-tri --name \"Họ \
                    tên\""
                .to_owned()
        }
        Some(people) => format!("Biên tập: http://{{address}}{} ({people} tài khoản)", server::ROOM),
    }
}

/// The socket, not yet answering.
fn listen(address: SocketAddr) -> Result<TcpListener> {
    let listener = match TcpListener::bind(address) {
        Ok(listener) => listener,
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            bail!(
                "cổng {} của {} đang được chương trình khác dùng; chọn cổng khác bằng --listen",
                address.port(),
                address.ip()
            )
        }
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            bail!(
                "không có quyền mở cổng {}; chọn cổng từ 1024 trở lên bằng --listen",
                address.port()
            )
        }
        Err(error) if error.kind() == ErrorKind::AddrNotAvailable => bail!("máy này không có địa chỉ {}", address.ip()),
        Err(error) => bail!("không mở được {address}: {error}"),
    };
    listener.set_nonblocking(true).context("không mở được cổng")?;
    Ok(listener)
}

/// The index to begin with. One that is there is served as it is, so that a restart takes no longer than opening it: what
/// was edited meanwhile is compared at once, and seen as any edit is. Where there is none for this program and these
/// declarations, it is made first.
fn ready(common: &Common, declarations: Arc<Declarations>) -> Result<(Index, Begin)> {
    match Index::open(&common.index, Arc::clone(&declarations)) {
        Ok(index) => Ok((index, Begin::Opened)),
        Err(_) => Ok((prepare(common, declarations)?, Begin::Verified)),
    }
}

/// The index, equal to the content. When it can not be written, the one that is there is served.
pub(super) fn prepare(common: &Common, declarations: Arc<Declarations>) -> Result<Index> {
    let bar = Bar::new();
    let ensured = ingest::ensure(&common.content, &common.index, &declarations, &mut |progress| {
        bar.step(progress)
    });
    drop(bar);
    match ensured {
        Ok(Ensured { outcome, .. }) => {
            refuse_unreadable(common, &outcome)?;
            tracing::info!("{}", counts(&outcome));
            if let Some(remark) = remark(&outcome) {
                tracing::warn!("{remark}");
            }
            Ok(Index::open(&common.index, declarations)?)
        }
        Err(error) => match Index::open(&common.index, declarations) {
            Ok(index) if may_serve_old(&error) => {
                tracing::error!("{error}; tạm phục vụ chỉ mục đang có");
                Ok(index)
            }
            _ => Err(error.into()),
        },
    }
}

/// True when only the writing failed.
fn may_serve_old(error: &ingest::Error) -> bool {
    use ingest::Error as E;
    matches!(error, E::Busy(_) | E::DiskFull(_) | E::IndexFolder { .. } | E::Write(_))
}

/// The history in the data folder. Where it can not be kept, what changed is known for as long as the process lives.
fn keep(common: &Common) -> History {
    History::open(&common.data).unwrap_or_else(|error| {
        tracing::error!("{error}; lịch sử thay đổi cho máy thu thập không được lưu lại");
        History::in_memory()
    })
}

/// Takes what is served now into the history.
fn note(history: &History, index: &Index) {
    if let Err(error) = history.follow(index) {
        tracing::error!("{error}");
    }
}

/// Follows edits, beginning with those made while nothing ran.
fn follow(common: &Common, index: &Index, history: &History, begin: Begin) -> Option<ingest::Watcher> {
    let (served, history) = (index.clone(), history.clone());
    let mut first = Some(begin);
    let watcher = ingest::watch(
        &common.content,
        &common.index,
        index.declarations(),
        begin,
        move |change| {
            take(&served, &history, change, &mut first);
        },
    );
    watcher.inspect_err(|error| tracing::error!("{error}; {UNSEEN}")).ok()
}

/// What it means that edits are not followed.
const UNSEEN: &str = "thay đổi chỉ được thấy khi khởi động lại";

/// Serves what changed, and says so in the log. After the first look at the content of an index that was only opened it is
/// also said that nothing did.
fn take(index: &Index, history: &History, change: Change, first: &mut Option<Begin>) {
    let (declarations, outcome) = match change {
        Change::Updated(outcome) => (index.declarations(), outcome),
        Change::Rebuilt { declarations, outcome } => (declarations, outcome),
        Change::DeclarationsRejected(findings) => {
            let errors = findings.iter().filter(|d| d.severity == Severity::Error).count();
            tracing::error!(errors, "khai báo mới có lỗi nên chưa dùng; xem: nhipcau check");
            return;
        }
        Change::Failed(error) => {
            tracing::error!("{error}; sẽ thử lại");
            return;
        }
        Change::Unwatched(error) => {
            tracing::error!("{error}; {UNSEEN}");
            return;
        }
    };
    let first = first.take();
    if outcome.touched() || first.is_some() {
        if let Err(error) = index.reload(&declarations) {
            tracing::error!("{error}; tạm phục vụ chỉ mục đang có");
        }
        note(history, index);
    }
    if outcome.touched() || first == Some(Begin::Opened) {
        tracing::info!("{}", counts(&outcome));
    }
    if first == Some(Begin::Opened)
        && let Some(remark) = remark(&outcome)
    {
        tracing::warn!("{remark}");
    }
    for (path, fault) in &outcome.unreadable {
        tracing::error!("không đọc được “{path}”: {}", ingest::reason(fault));
    }
    for finding in outcome.diagnostics.iter().filter(|d| d.severity == Severity::Error) {
        let place = format!("{}:{}:{}", finding.path, finding.line, finding.column);
        tracing::warn!(code = finding.code, place, "{}", finding.message);
    }
}

async fn serve(listener: TcpListener, index: Index, site: Arc<Site>, beside: Beside, editing: &str) -> Result<()> {
    let limits = Limits::default();
    let listener = tokio::net::TcpListener::from_std(listener).context("không mở được cổng")?;
    let address = listener.local_addr().context("không mở được cổng")?;
    let router = server::router_with(index, site, &limits, beside);
    // Set before the address is printed: who reads it may send the signal at once.
    let shutdown = shutdown()?;
    let editing = editing.replace("{address}", &address.to_string());
    // In one piece: who reads the first line may stop reading there, and that is no reason to stop.
    let told = format!("Đang phục vụ tại http://{address} (dừng: Ctrl+C)\n{editing}\n");
    let _ = std::io::stdout().write_all(told.as_bytes());
    server::serve(listener, router, &limits, shutdown)
        .await
        .context("máy chủ dừng")?;
    tracing::info!("đã dừng");
    Ok(())
}

/// Ready at the first SIGINT or SIGTERM.
fn shutdown() -> Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate()).context("không nhận được tín hiệu dừng")?;
        let mut interrupt = signal(SignalKind::interrupt()).context("không nhận được tín hiệu dừng")?;
        Ok(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            tracing::info!("đang dừng, chờ các yêu cầu dở dang");
        })
    }
    #[cfg(not(unix))]
    {
        Ok(async {
            // Without a signal to wait for, the process runs until it is ended from outside.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
            tracing::info!("đang dừng, chờ các yêu cầu dở dang");
        })
    }
}
