//! The server over sockets: in this process with short deadlines, and as the
//! shipped program.

use std::{
    collections::BTreeMap,
    io::{ErrorKind, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::Output,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use dateline::{
    http::{App, Limits, serve},
    store::Sqlite,
};
use serde_json::{Value, json};
use tempfile::{TempDir, tempdir};
use tokio::sync::oneshot;

use crate::support::{
    geodata,
    program::{Program, ask, command, command_with},
};

// The accept loop

/// A server in this process, on a socket.
struct Listening {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    thread: thread::JoinHandle<()>,
    _data: TempDir,
}

fn listening(limits: Limits) -> Listening {
    let data = tempdir().expect("a folder");
    let store = Arc::new(Sqlite::open(data.path()).expect("a new store"));
    let app = App::open(&geodata(), store, limits).expect("the shipped data");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("a socket");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let thread = thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a socket");
            let stop = async {
                stopped.await.expect("the sender is kept");
            };
            serve(listener, Arc::new(app), stop).await.expect("it knows its address");
        });
    });
    Listening { address, stop, thread, _data: data }
}

fn short() -> Limits {
    Limits {
        head_time: Duration::from_millis(300),
        body_time: Duration::from_millis(300),
        stall_time: Duration::from_millis(300),
        drain_time: Duration::from_millis(300),
        ..Limits::default()
    }
}

/// Sends `bytes` and waits for the server to close: what it said until then.
fn said_until_closed(address: SocketAddr, bytes: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a socket");
    stream.write_all(bytes.as_bytes()).expect("sent");
    let mut said = Vec::new();
    match stream.read_to_end(&mut said) {
        Ok(_) => (),
        Err(error) if error.kind() == ErrorKind::ConnectionReset => (),
        Err(error) => panic!("still open after 5 s: {error}"),
    }
    String::from_utf8_lossy(&said).into_owned()
}

#[test]
fn silent_and_slow_connections_are_closed() {
    let server = listening(short());
    let started = Instant::now();
    let silences = [
        "",
        "GET / HT",
        "GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: a",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n",
    ];
    for silence in silences {
        said_until_closed(server.address, silence);
    }
    // A connection that has been used, and then is not.
    let said = said_until_closed(
        server.address,
        "GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n",
    );
    assert!(said.contains("\"ok\""), "{said}");
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
}

#[test]
fn a_body_that_does_not_come_is_not_waited_for() {
    let server = listening(short());
    let said = said_until_closed(
        server.address,
        "POST /geoparse HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\ncontent-length: 10\r\n\r\nAmm",
    );
    assert!(said.starts_with("HTTP/1.1 408 "), "{said}");
    assert!(said.contains("did not come within 0.3 s"), "{said}");
}

#[test]
fn an_answer_that_is_not_taken_is_given_up() {
    let server = listening(short());
    let mut stream = TcpStream::connect(server.address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a socket");
    let asked = 1000;
    let one = "GET /openapi.json HTTP/1.1\r\nhost: localhost\r\n\r\n";
    stream.write_all(one.repeat(asked).as_bytes()).expect("sent");
    thread::sleep(Duration::from_secs(1));
    let mut taken = Vec::new();
    if let Err(error) = stream.read_to_end(&mut taken) {
        assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{error}");
    }
    let heads = String::from_utf8_lossy(&taken).matches("HTTP/1.1 200").count();
    assert!(0 < heads && heads < asked, "{heads} of {asked} answers came");
}

#[test]
fn a_crowd_waits_and_is_served() {
    let server = listening(Limits { connections: 2, ..short() });
    let silent: Vec<TcpStream> = (0..20)
        .map(|_| TcpStream::connect(server.address).expect("a connection"))
        .collect();
    let said = said_until_closed(
        server.address,
        "GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
    );
    assert!(said.contains("\"ok\""), "{said}");
    drop(silent);
}

#[test]
fn an_answer_under_way_ends_before_the_server_does() {
    let server = listening(Limits {
        body_time: Duration::from_secs(5),
        drain_time: Duration::from_secs(5),
        ..short()
    });
    let mut stream = TcpStream::connect(server.address).expect("a connection");
    let head = "POST /geoparse HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\ncontent-length: 5\r\n\r\nAm";
    stream.write_all(head.as_bytes()).expect("sent");
    thread::sleep(Duration::from_millis(200));
    server.stop.send(()).expect("it still serves");
    thread::sleep(Duration::from_millis(200));
    stream.write_all(b"man").expect("sent");
    let mut said = String::new();
    stream.read_to_string(&mut said).expect("an answer");
    assert!(said.starts_with("HTTP/1.1 200 "), "{said}");
    server.thread.join().expect("it ends");
}

#[test]
fn a_client_that_hangs_does_not_keep_the_server_from_ending() {
    let server = listening(Limits { body_time: Duration::from_secs(60), ..short() });
    let mut stream = TcpStream::connect(server.address).expect("a connection");
    let head = "POST /geoparse HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\n\r\n";
    stream.write_all(head.as_bytes()).expect("sent");
    thread::sleep(Duration::from_millis(100));
    let told = Instant::now();
    server.stop.send(()).expect("it still serves");
    server.thread.join().expect("it ends");
    assert!(told.elapsed() < Duration::from_secs(2), "{:?}", told.elapsed());
}

// The program

fn failed(mut command: std::process::Command, code: i32) -> String {
    let Output { status, stderr, .. } = command.output().expect("the program starts");
    let stderr = String::from_utf8(stderr).expect("UTF-8");
    assert_eq!(status.code(), Some(code), "{stderr}");
    stderr
}

#[test]
fn the_first_lines_tell_the_address_and_the_folder() {
    let data = tempdir().expect("a folder");
    let program = Program::start(data.path());
    let [first, second] = &program.lines;
    assert!(first.starts_with("Dateline is serving the map on http://127.0.0.1:"));
    assert!(!first.ends_with(":0"), "the real port is told: {first}");
    let folder = data.path().canonicalize().expect("it is there");
    assert!(second.ends_with(&folder.display().to_string()), "{second}");
    let (status, body) = ask(&program.address, "GET", "/health", "").expect("an answer");
    assert_eq!((status, body.contains("ok")), (200, true));
}

#[test]
fn it_ends_at_once_when_told_to() {
    for signal in ["TERM", "INT"] {
        let data = tempdir().expect("a folder");
        let program = Program::start(data.path());
        // Browsers keep connections open in case.
        let idle = TcpStream::connect(&program.address).expect("a connection");
        ask(&program.address, "GET", "/health", "").expect("an answer");
        program.signal(signal);
        let status = program.wait(Duration::from_secs(2));
        assert_eq!(status.code(), Some(0), "{signal}");
        drop(idle);
    }
}

#[test]
fn a_port_in_use_says_how_to_take_another() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let data = tempdir().expect("a folder");
    let said = failed(command_with(&address, data.path(), &geodata()), 1);
    assert!(said.starts_with(&format!("dateline: cannot listen on {address}")), "{said}");
    assert!(said.contains("--listen"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_folder_that_cannot_be_written_says_how_to_take_another() {
    let data = tempdir().expect("a folder");
    let file = data.path().join("file");
    std::fs::write(&file, "").expect("a file");
    let said = failed(command(&file), 1);
    assert!(said.starts_with("dateline: cannot write in the data folder"), "{said}");
    assert!(said.contains("--data"), "{said}");
}

#[test]
fn a_second_program_on_the_same_folder_is_refused() {
    let data = tempdir().expect("a folder");
    let _first = Program::start(data.path());
    let said = failed(command(data.path()), 1);
    assert!(said.starts_with("dateline: another dateline is using"), "{said}");
}

#[test]
fn geodata_that_is_not_there_says_how_to_name_it() {
    let (data, nothing) = (tempdir().expect("a folder"), tempdir().expect("a folder"));
    let said = failed(command_with("127.0.0.1:0", data.path(), nothing.path()), 1);
    assert!(said.contains("--geodata"), "{said}");
}

#[test]
fn geodata_of_another_version_says_how_to_make_it_anew() {
    let (data, old) = (tempdir().expect("a folder"), tempdir().expect("a folder"));
    std::fs::write(old.path().join("world.gaz"), "made by another dateline")
        .expect("a file");
    let said = failed(command_with("127.0.0.1:0", data.path(), old.path()), 1);
    assert!(said.contains("world.gaz is not a gazetteer"), "{said}");
    assert!(said.contains("dateline gazetteer build"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn wrong_usage_has_a_code_of_its_own() {
    let data = tempdir().expect("a folder");
    let said = failed(command_with("everywhere", data.path(), &geodata()), 2);
    assert!(said.contains("--listen"), "{said}");
}

// Kill

/// What the clients of one round were told: titles of annotations that are kept.
type Acknowledged = Mutex<BTreeMap<String, String>>;

fn write_until(over: &AtomicBool, address: &str, writer: &str, told: &Acknowledged) {
    for n in 0.. {
        if over.load(Ordering::Relaxed) {
            return;
        }
        let title = format!("{writer} {n}");
        let feature = |title: &str| {
            json!({
                "type": "Feature", "properties": { "title": title },
                "geometry": { "type": "Point", "coordinates": [36.0, 33.0] },
            })
        };
        // Every tenth write is an import of seven: all of them, or none.
        let import = n % 10 == 9;
        let body = match import {
            true => {
                let features = vec![feature(&format!("batch {title}")); 7];
                json!({ "type": "FeatureCollection", "features": features })
            }
            false => feature(&title),
        };
        let path = "/collections/annotations/items";
        let answer = ask(address, "POST", path, &body.to_string());
        let Some((201, answer)) = answer else { continue };
        let Ok(answer) = serde_json::from_str::<Value>(&answer) else { continue };
        let mut told = told.lock().expect("no writer panics");
        match import {
            true => {
                for id in answer["ids"].as_array().into_iter().flatten() {
                    let id = id.as_str().expect("an id").to_owned();
                    told.insert(id, format!("batch {title}"));
                }
            }
            false => {
                let id = answer["id"].as_str().expect("an id").to_owned();
                told.insert(id, title);
            }
        }
    }
}

/// Every annotation that the program on `data` has, by id.
fn kept(data: &Path) -> BTreeMap<String, String> {
    let program = Program::start(data);
    let path = "/layers/annotations.geojson";
    let (status, body) = ask(&program.address, "GET", path, "").expect("an answer");
    assert_eq!(status, 200);
    let layer: Value = serde_json::from_str(&body).expect("JSON");
    let features = layer["features"].as_array().expect("a list").iter();
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    features.map(|one| (text(&one["id"]), text(&one["properties"]["title"]))).collect()
}

#[test]
fn what_was_acknowledged_outlives_a_kill() {
    let data = tempdir().expect("a folder");
    let told = Acknowledged::default();
    for round in 0..8_u64 {
        let program = Program::start(data.path());
        let over = AtomicBool::new(false);
        let before = told.lock().expect("no writer panics").len();
        thread::scope(|scope| {
            for writer in 0..4 {
                let (over, told, address) = (&over, &told, &program.address);
                let name = format!("round {round} writer {writer}");
                scope.spawn(move || write_until(over, address, &name, told));
            }
            thread::sleep(Duration::from_millis(300 + 70 * round));
            program.signal("KILL");
            over.store(true, Ordering::Relaxed);
        });
        drop(program);
        let told = told.lock().expect("no writer panics");
        assert!(before < told.len(), "nothing was written in round {round}");
        let kept = kept(data.path());
        for (id, title) in told.iter() {
            assert_eq!(kept.get(id), Some(title), "round {round}");
        }
        let mut batches = BTreeMap::<&str, usize>::new();
        for title in kept.values().filter(|title| title.starts_with("batch")) {
            *batches.entry(title).or_default() += 1;
        }
        assert!(batches.values().all(|size| *size == 7), "half an import: {batches:?}");
    }
}
