//! Who is at the other end of a connection of this machine.
//!
//! A loopback address is everybody's who has an account here; keys are their owner's alone. Linux tells whose a socket is.

use std::fs;
use std::net::SocketAddr;

use tunesmith_api::Via;

/// How a connection came in: over the loopback address, from a program of the user who runs this one, or from anywhere. Where it
/// cannot be known whose the other end is, the address has to do.
pub(super) fn via(here: SocketAddr, there: SocketAddr) -> Via {
    if !here.ip().is_loopback() {
        return Via::Elsewhere;
    }
    let own = rustix::process::geteuid().as_raw();
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"].map(|file| fs::read_to_string(file).unwrap_or_default());
    let mut owners = tables.iter().flat_map(|table| owners(table, there.port(), here.port()));
    if owners.all(|uid| uid == own || uid == 0) { Via::Loopback } else { Via::Elsewhere }
}

/// Whose the sockets are that lead from one port to another.
fn owners(table: &str, from: u16, to: u16) -> impl Iterator<Item = u32> {
    let port = |address: &str| u16::from_str_radix(address.rsplit_once(':')?.1, 16).ok();
    table.lines().filter_map(move |line| {
        // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid ...
        let fields: Vec<&str> = line.split_whitespace().collect();
        let leads = port(fields.get(1)?)? == from && port(fields.get(2)?)? == to;
        if leads { fields.get(7)?.parse().ok() } else { None }
    })
}

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream};

    use super::*;

    #[test]
    fn sockets_have_owners() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n\
                     0: 0100007F:1E14 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1\n\
                     1: 0100007F:C350 0100007F:1E14 01 00000000:00000000 00:00000000 00000000  1001        0 2 1\n\
                     2: 0100007F:1E14 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 3 1\n";
        assert_eq!(owners(table, 50_000, 7_700).collect::<Vec<_>>(), [1001]);
        assert_eq!(owners(table, 50_001, 7_700).count(), 0);
        assert_eq!(owners("nonsense\n1 2\n", 1, 2).count(), 0);
    }

    #[test]
    fn our_own_connections_are_ours() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let client = TcpStream::connect(listener.local_addr().expect("an address")).expect("connected");
        let (server, there) = listener.accept().expect("accepted");
        assert_eq!(via(server.local_addr().expect("an address"), there), Via::Loopback);
        assert_eq!(via("192.0.2.1:7700".parse().expect("an address"), there), Via::Elsewhere);
        drop(client);
    }
}
