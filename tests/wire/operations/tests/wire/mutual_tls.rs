//! Is the certificate of a client a proof for a `mutualTLS` scheme, over sockets, and nothing less?

use std::io;
use std::sync::Arc;

use axum::extract::ConnectInfo;
use axum::serve::Listener;
use countersign_client::{Credential, Reqwest};
use countersign_server::{Denied, ServeOptions, Verified, Verifier, serve};
use countersign_wire_operations::security_schemes::Client;
use http::StatusCode;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};
use tokio_rustls::server::TlsStream;

use crate::security_schemes::{Service, routed};

/// Signs certificates.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: rcgen::Certificate,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new([]).expect("no names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = params.self_signed(&key).expect("a certificate");
        Self {
            issuer: Issuer::new(params, key),
            certificate,
        }
    }

    fn sign(&self, name: &str) -> Party {
        let key = KeyPair::generate().expect("a key");
        let params = CertificateParams::new([name.to_owned()]).expect("a name");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        Party { key, certificate }
    }
}

/// Who has a certificate.
struct Party {
    key: KeyPair,
    certificate: rcgen::Certificate,
}

/// TLS over TCP; where a connection comes from is said by its certificate.
struct Tls {
    tcp: TcpListener,
    acceptor: TlsAcceptor,
}

/// The certificate of a peer, if it showed one that an authority we trust has signed.
#[derive(Clone)]
struct Peer(Option<CertificateDer<'static>>);

impl Listener for Tls {
    type Io = TlsStream<TcpStream>;
    type Addr = Peer;

    async fn accept(&mut self) -> (Self::Io, Peer) {
        loop {
            let (tcp, _) = self.tcp.accept().await.expect("a connection");
            let Ok(tls) = self.acceptor.accept(tcp).await else {
                continue;
            };
            let chain = tls.get_ref().1.peer_certificates();
            let certificate = chain.and_then(|chain| chain.first()).cloned();
            return (tls, Peer(certificate.map(CertificateDer::into_owned)));
        }
    }

    fn local_addr(&self) -> io::Result<Peer> {
        Ok(Peer(None))
    }
}

/// What every test has: somebody who signs, somebody who is known, and a server that knows them.
struct World {
    authority: Authority,
    ann: Party,
    service: Service,
    port: u16,
    _stop: oneshot::Sender<()>,
}

/// With `must`, nobody gets as far as a request without a certificate.
async fn world(must: bool) -> World {
    let authority = Authority::new();
    let (server, ann) = (authority.sign("localhost"), authority.sign("ann"));
    let provider = Arc::new(aws_lc_rs::default_provider());
    let mut roots = RootCertStore::empty();
    let root = authority.certificate.der().clone();
    roots.add(root).expect("a root");
    let clients = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone());
    let clients = if must {
        clients
    } else {
        clients.allow_unauthenticated()
    };
    let key = PrivatePkcs8KeyDer::from(server.key.serialize_der());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("TLS 1.3")
        .with_client_cert_verifier(clients.build().expect("a verifier"))
        .with_single_cert(vec![server.certificate.der().clone()], key.into())
        .expect("a pair");
    let tcp = TcpListener::bind("localhost:0").await.expect("a port");
    let port = tcp.local_addr().expect("an address").port();
    let acceptor = TlsAcceptor::from(Arc::new(config));

    let service = Service::default();
    let known = ann.certificate.der().clone();
    let router = routed(&service, "certificate").verifier(
        "certificate",
        Verifier::request(move |parts: http::request::Parts| {
            let peer = parts.extensions.get::<ConnectInfo<Peer>>();
            let shown = peer.and_then(|ConnectInfo(Peer(certificate))| certificate.clone());
            let verdict = match shown {
                Some(certificate) if certificate == known => Ok(Verified::new("ann", ())),
                Some(_) => Err(Denied::Invalid),
                None => Err(Denied::NotPresented),
            };
            async move { verdict }
        }),
    );
    let app = router.build().expect("every scheme has a verifier");
    let (stop, stopped) = oneshot::channel::<()>();
    tokio::spawn(async move {
        let until = async { _ = stopped.await };
        serve(Tls { tcp, acceptor }, app, ServeOptions::default(), until).await
    });
    World {
        authority,
        ann,
        service,
        port,
        _stop: stop,
    }
}

impl World {
    /// A client that shows this certificate, or says that it does.
    fn client(&self, shown: Option<&Party>) -> Client {
        let root = reqwest::Certificate::from_pem(self.authority.certificate.pem().as_bytes());
        let mut builder = reqwest::Client::builder()
            .tls_certs_only([root.expect("a root")])
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy();
        if let Some(party) = shown {
            let pem = party.certificate.pem() + &party.key.serialize_pem();
            builder =
                builder.identity(reqwest::Identity::from_pem(pem.as_bytes()).expect("a pair"));
        }
        Client::builder(format!("https://localhost:{}", self.port))
            .transport(Reqwest::with_client(builder.build().expect("a client")))
            .credential("certificate", Credential::connection())
            .retry(countersign_client::RetryPolicy::NEVER)
            .build()
            .expect("a client")
    }
}

#[tokio::test]
async fn a_certificate_is_a_credential() {
    let world = world(true).await;
    let call = world.client(Some(&world.ann)).certified().await;
    call.expect("ann is known");
    let seen = world.service.0.one();
    assert_eq!(seen, ("certified".to_owned(), Some("ann".to_owned())));
}

#[tokio::test]
async fn who_shows_none_is_refused_with_or_without_a_word() {
    let strict = world(true).await;
    let refused = strict.client(None).certified().await;
    assert_eq!(refused.expect_err("no TLS").status(), None);
    let lenient = world(false).await;
    let refused = lenient.client(None).certified().await;
    let status = refused.expect_err("no certificate").status();
    assert_eq!(status, Some(StatusCode::UNAUTHORIZED));
    assert!(strict.service.0.take().is_empty() && lenient.service.0.take().is_empty());
}

#[tokio::test]
async fn certificates_of_others_are_refused() {
    let world = world(true).await;
    let stranger = Authority::new().sign("ann");
    let refused = world.client(Some(&stranger)).certified().await;
    assert_eq!(refused.expect_err("another authority").status(), None);
    let bob = world.authority.sign("bob");
    let refused = world.client(Some(&bob)).certified().await;
    let status = refused.expect_err("nobody knows bob").status();
    assert_eq!(status, Some(StatusCode::UNAUTHORIZED));
    assert!(world.service.0.take().is_empty());
}
