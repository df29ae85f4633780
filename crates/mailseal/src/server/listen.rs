//! The sockets of the doors.

use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::failure::Failed;
use crate::reason;

/// Binds every address, or says which could not be had.
pub(crate) async fn bind(addresses: &[SocketAddr]) -> Result<Vec<TcpListener>, Failed> {
    let mut sockets = Vec::new();
    for address in addresses {
        let socket = TcpListener::bind(address).await.map_err(|e| {
            Failed::new("error-listen")
                .text("address", address)
                .because(reason::of_io(&e))
        })?;
        sockets.push(socket);
    }
    Ok(sockets)
}
