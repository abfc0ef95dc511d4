//! Who may ask for what? Without passwords, two things keep other sites' pages in
//! the reader's browser away from this server.
//!
//! - A page of another site may send a write here, but its browser adds an
//!   `Origin` that tells whose page it is.
//! - A page of another site may give its own name this server's address (DNS
//!   rebinding) and then read everything, but its browser adds the `Host` by which
//!   it was asked. On this machine the server has few names: all others are refused.

use std::net::{IpAddr, SocketAddr};

use warp::http::{HeaderMap, Method, StatusCode, header, uri::Authority};

use super::problem::Problem;

/// Why a request is not even looked at, if it is not.
pub(super) fn refusal(
    listen: SocketAddr,
    method: &Method,
    headers: &HeaderMap,
) -> Option<Problem> {
    let forbidden = |detail: String| Some(Problem::new(StatusCode::FORBIDDEN, detail));
    let host = match headers.get(header::HOST).map(|host| host.to_str()) {
        None => None,
        Some(Ok(host)) => Some(host),
        Some(Err(_)) => return Some(Problem::bad("the Host header cannot be read")),
    };
    if let Some(host) = host
        && listen.ip().is_loopback()
        && !is_loopback(host)
    {
        return forbidden(format!(
            "this server is for this machine and does not answer to `{host}`; open http://{listen}, or start it with --listen and an address of the network"
        ));
    }
    if method.is_safe() {
        return None;
    }
    let origin = headers.get(header::ORIGIN)?;
    let origin = origin.to_str().unwrap_or("unreadable");
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    match (authority, host) {
        (Some(authority), Some(host)) if authority.eq_ignore_ascii_case(host) => None,
        _ => forbidden(format!(
            "a page of another site (`{origin}`) may not write here; use the page that this server serves, or a program that sends no Origin"
        )),
    }
}

/// Whether `host` is a name of this machine for itself.
fn is_loopback(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else {
        return false;
    };
    let name = authority.host().trim_start_matches('[').trim_end_matches(']');
    match name.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => {
            let name = name.to_ascii_lowercase();
            name == "localhost" || name.ends_with(".localhost")
        }
    }
}

#[cfg(test)]
mod tests {
    use warp::http::{HeaderMap, Method, header};

    use super::refusal;

    fn is_refused(
        listen: &str,
        method: Method,
        host: &str,
        origin: Option<&str>,
    ) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        refusal(listen.parse().unwrap(), &method, &headers).is_some()
    }

    #[test]
    fn this_machine_answers_only_to_its_own_names() {
        let get = |host| is_refused("127.0.0.1:8080", Method::GET, host, None);
        for host in ["127.0.0.1:8080", "localhost:8080", "localhost", "[::1]:8080"] {
            assert!(!get(host), "{host}");
        }
        for host in ["evil.example", "127.0.0.1.evil.example:8080", "localhost.evil", ""]
        {
            assert!(get(host), "{host}");
        }
    }

    #[test]
    fn a_server_for_the_network_answers_to_any_name() {
        assert!(!is_refused("0.0.0.0:8080", Method::GET, "maps.example", None));
    }

    #[test]
    fn only_its_own_page_may_write() {
        let post = |origin| {
            is_refused("127.0.0.1:8080", Method::POST, "localhost:8080", Some(origin))
        };
        assert!(!post("http://localhost:8080"));
        for origin in ["http://evil.example", "null", "http://localhost:9090", ""] {
            assert!(post(origin), "{origin}");
        }
        assert!(!is_refused("127.0.0.1:8080", Method::POST, "localhost:8080", None));
        let other = Some("http://evil.example");
        assert!(!is_refused("127.0.0.1:8080", Method::GET, "localhost:8080", other));
    }
}
