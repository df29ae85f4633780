//! The door of pages and API: what must be so of every request before anybody looks at it, who asks,
//! and what goes out with every answer.
//!
//! ```text
//!   request ─► number ─► host ─► size ─► whose address ─► from our own pages? ─► who asks ─► pages, API
//! ```

#[allow(dead_code, reason = "the page to sign in is about to come")]
mod cookies;
#[allow(dead_code, reason = "the page to sign in is about to come")]
mod forms;
mod gate;
#[allow(dead_code, reason = "the page to sign in is about to come")]
mod identity;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use tokio::net::TcpListener;

use super::config::{Protection, Web};
use super::desk::{Desk, Means, OpenCheck};
use super::http::{self, Bounds};
use super::outside::Outside;
use super::porter::{CODE_FILE, Porter, Told, keep_code};
use super::{House, api, listen, web};
use crate::context::Context;
use crate::failure::Failed;

pub(crate) use cookies::Cookies;
#[allow(unused_imports, reason = "the page to sign in is about to come")]
pub(crate) use forms::FormMark;
pub(crate) use identity::{Failure, Identity};

/// Connections at once, and the longest that an answer may take: a check takes half a minute and may
/// wait for its turn.
const BOUNDS: Bounds = Bounds {
    connections_max: 512,
    answer_max: Duration::from_secs(90),
};

/// Octets of a request's body: forms and orders are small; an SPF record or a policy fits many times.
const BODY_OCTETS_MAX: usize = 64 * 1024;

/// What pages and API are made with.
#[derive(Clone)]
pub(crate) struct Site {
    /// The use cases.
    pub(crate) desk: Arc<Desk>,
    /// Who may come in.
    pub(crate) porter: Arc<Porter>,
    /// How browsers get here, and what strangers may do.
    pub(crate) web: Arc<Web>,
}

impl Site {
    /// Whether browsers speak TLS to get here.
    pub(crate) fn protection(&self) -> Protection {
        match &self.web.public_url {
            Some(url) => url.protection,
            None => Protection::None,
        }
    }

    /// Whether a request may be for this host: the one people type, or this machine. A page of another
    /// site that lets its own name point here (DNS rebinding) asks for that name, and gets nothing.
    pub(crate) fn answers_for(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        if let Some(url) = &self.web.public_url
            && (host == url.host || Some(host.as_str()) == usual_port(url).as_deref())
        {
            return true;
        }
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|c| c.is_ascii_digit()) => name,
            Some(_) | None => host.as_str(),
        };
        let address = name.trim_start_matches('[').trim_end_matches(']');
        name == "localhost" || address.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }
}

/// The host with the port that browsers leave out.
fn usual_port(url: &super::config::PublicUrl) -> Option<String> {
    let port = match url.protection {
        Protection::Tls => 443,
        Protection::None => 80,
    };
    Some(format!("{}:{port}", url.host))
}

/// Sessions that are over are forgotten this often.
const SWEEP: Duration = Duration::from_secs(3_600);

/// Answers on these sockets until the house stops.
pub(super) async fn open(
    sockets: Vec<TcpListener>,
    house: &House,
    context: &Context,
) -> Result<(), Failed> {
    let config = house.config.borrow().clone();
    let web = config.web.clone();
    let means = Means {
        outside: Outside::of(&config.world)?,
        access_file: context.access_file.clone(),
        open_check: match web.open_check {
            true => OpenCheck::Yes,
            false => OpenCheck::No,
        },
    };
    let desk = Desk::open(house, means);
    let porter = Arc::new(Porter::new(house.ledger.clone(), web.session_limits()));
    let told = Told {
        file: context.data_dir.join(CODE_FILE),
        url: url(&sockets, &web),
    };
    keep_code(&porter, house, told).await?;
    sweep(&porter, house);
    let reached_elsewhere = |socket: &TcpListener| {
        let address = socket.local_addr();
        address.is_ok_and(|address| !address.ip().is_loopback())
    };
    if let Some(url) = &web.public_url
        && url.protection == Protection::None
        && sockets.iter().any(reached_elsewhere)
    {
        tracing::warn!(url = %url, "passwords come to the web door without TLS");
    }
    let site = Site {
        desk,
        porter,
        web: Arc::new(web),
    };
    let pages = web::routes(web::Web::new(house, site.clone()));
    let routes = Router::new()
        .nest(api::PATH, api::routes())
        .with_state(site.clone())
        .merge(pages);
    let routes = guarded(routes, site);
    http::serve(listen::Door::Web, sockets, routes, BOUNDS, house);
    Ok(())
}

/// Where the pages are, for whoever runs the machine.
fn url(sockets: &[TcpListener], web: &Web) -> String {
    let own = sockets.first().and_then(|socket| socket.local_addr().ok());
    match (&web.public_url, own) {
        (Some(url), _) => url.to_string(),
        (None, Some(address)) => format!("http://{address}"),
        (None, None) => String::new(),
    }
}

/// Forgets sessions that are over, now and then.
fn sweep(porter: &Arc<Porter>, house: &House) {
    let (porter, stop) = (porter.clone(), house.stop.clone());
    house.tasks.spawn(async move {
        loop {
            if let Err(failed) = porter.forget_sessions().await {
                tracing::warn!(error = failed.in_english(), "sessions that are over");
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(SWEEP) => {}
            }
        }
    });
}

/// The routes behind everything that must be so of a request.
fn guarded(routes: Router, site: Site) -> Router {
    routes
        // What is added last is passed first.
        .layer(from_fn_with_state(site.clone(), forms::marked))
        .layer(from_fn_with_state(site.clone(), identity::identify))
        .layer(from_fn_with_state(site.clone(), gate::own_pages))
        .layer(DefaultBodyLimit::max(BODY_OCTETS_MAX))
        .layer(from_fn_with_state(site.clone(), gate::client_address))
        .layer(from_fn_with_state(site, gate::host))
        .layer(from_fn(gate::number))
}
