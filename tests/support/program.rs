//! The shipped program, started on a free port and spoken to by raw HTTP.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

/// A running `dateline serve`; killed at the end, if it still runs.
pub(crate) struct Program {
    child: Child,
    /// Its first two lines.
    pub(crate) lines: [String; 2],
    /// The address of its first line.
    pub(crate) address: String,
}

/// `dateline serve` on a free port, with its data in `data`.
pub(crate) fn command(data: &Path) -> Command {
    command_with("127.0.0.1:0", data, &super::geodata())
}

/// `dateline serve` with all that can be chosen.
pub(crate) fn command_with(listen: &str, data: &Path, geodata: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["serve", "--listen", listen, "--data"]).arg(data);
    command.arg("--geodata").arg(geodata);
    command
}

impl Program {
    /// Starts it, and waits until it says that it serves.
    pub(crate) fn start(data: &Path) -> Program {
        let mut child = command(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut output = BufReader::new(child.stdout.take().expect("piped"));
        let mut line = || {
            let mut line = String::new();
            output.read_line(&mut line).expect("a line");
            line.trim_end().to_owned()
        };
        let lines = [line(), line()];
        let address = lines[0].rsplit("http://").next().unwrap_or_default().to_owned();
        Program { child, lines, address }
    }

    /// Sends a signal by its name.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args(["-s", name, &self.child.id().to_string()])
            .status()
            .expect("kill is there");
        assert!(sent.success());
    }

    /// Waits for its end.
    pub(crate) fn wait(mut self, limit: Duration) -> ExitStatus {
        let started = Instant::now();
        while started.elapsed() < limit {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("the program still runs after {limit:?}");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// One request on a connection of its own: the status and the body, or nothing if
/// the connection broke.
pub(crate) fn ask(
    address: &str,
    method: &str,
    path: &str,
    body: &str,
) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/geo+json\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, body.to_owned()))
}
