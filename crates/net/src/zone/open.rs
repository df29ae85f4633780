//! From an access to a zone: reads the fields, shares one account among all its zones.

use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use app::access::{Access, AccessError, AccessName, PlaceKind, Secret};
use protocols::name::DomainName;

use super::any::{AnyZone, FoundLater};
use super::api::{Api, ApiSetupError, ApiTerms, PlainHttp};
use super::azure::{AzureAccount, AzureClient, AzurePlace};
use super::cloudflare::CloudflareZone;
use super::desec::DesecZone;
use super::google::{GoogleAccount, ServiceAccount};
use super::hetzner::HetznerZone;
use super::ionos::IonosZone;
use super::ovh::{OvhAccount, OvhKeys, OvhZone};
use super::powerdns::{PowerDnsAccount, PowerDnsZone};
use super::rfc2136::{Rfc2136, Rfc2136Config, SecretError, TsigAlgorithm, TsigSecret};
use super::route53::{Route53Account, Route53Keys};

/// The port of a name server.
const DNS_PORT: u16 = 53;

/// How places are reached.
#[derive(Debug, Clone, Default)]
pub struct ZoneTerms {
    /// PEM files' contents with roots trusted beside Mozilla's.
    pub extra_roots_pem: Vec<Vec<u8>>,
}

/// Why an access gives no zone. Nothing was asked yet, and no value of a field is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenError {
    /// Its fields are not those of its kind.
    Access(AccessError),
    /// A field has a value that it cannot have.
    BadValue {
        /// The field's name.
        field: &'static str,
        /// What is wrong.
        fault: ValueFault,
    },
    /// The interface cannot be called.
    Api(ApiSetupError),
    /// There are no zones at this kind of place.
    NoZones(PlaceKind),
}

/// What is wrong with a field's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueFault {
    /// It is not the address of a server, with or without a port.
    NotAnAddress,
    /// It is not a name.
    NotAName,
    /// It is not an algorithm of RFC 8945 that may be used.
    NotAnAlgorithm,
    /// It is not base64.
    NotBase64,
    /// It is too long.
    TooLong,
    /// It is none of the words that can stand there.
    NotAChoice,
    /// It is not an id.
    NotAnId,
    /// It is not the key file of a service account.
    NotAKeyFile,
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::Access(error) => error.fmt(f),
            OpenError::BadValue { field, fault } => write!(f, "{field} {fault}"),
            OpenError::Api(error) => error.fmt(f),
            OpenError::NoZones(kind) => write!(f, "there are no zones at {kind}"),
        }
    }
}

impl fmt::Display for ValueFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ValueFault::NotAnAddress => "is no address of a server",
            ValueFault::NotAName => "is no name",
            ValueFault::NotAnAlgorithm => "is no algorithm of TSIG that may be used",
            ValueFault::NotBase64 => "is not base64",
            ValueFault::TooLong => "is too long",
            ValueFault::NotAChoice => "is none of the words that can stand there",
            ValueFault::NotAnId => "is no id",
            ValueFault::NotAKeyFile => "is no key file of a service account",
        })
    }
}

impl std::error::Error for OpenError {}

impl From<ApiSetupError> for OpenError {
    fn from(error: ApiSetupError) -> OpenError {
        OpenError::Api(error)
    }
}

/// The accounts behind the accesses, each set up once: its pace and its connections are shared by all
/// zones, so that a hundred domains at once ask no faster than one.
#[derive(Debug, Default)]
pub struct Accounts {
    terms: ZoneTerms,
    known: Mutex<BTreeMap<AccessName, Known>>,
}

/// An account, and the access it was set up for: another one of the same name is another account.
#[derive(Debug)]
struct Known {
    access: Access,
    account: Account,
}

/// What a credential opens.
#[derive(Debug, Clone)]
enum Account {
    Rfc2136(TsigKey),
    Cloudflare(Api),
    Hetzner(Api),
    Ionos(Api),
    Ovh(OvhAccount),
    Desec(Api),
    PowerDns(PowerDnsAccount),
    Route53(Route53Account),
    Google(GoogleAccount),
    Azure(AzureAccount),
}

#[derive(Debug, Clone)]
struct TsigKey {
    server: SocketAddr,
    name: DomainName,
    algorithm: TsigAlgorithm,
    secret: TsigSecret,
}

impl Accounts {
    /// None yet.
    pub fn new(terms: ZoneTerms) -> Accounts {
        Accounts {
            terms,
            known: Mutex::default(),
        }
    }

    /// The zone of this apex by an access. Asks nothing yet: whether there is such a zone shows when
    /// it is read.
    ///
    /// # Errors
    /// Where the access cannot be used.
    pub fn zone(&self, access: &Access, apex: &DomainName) -> Result<AnyZone, OpenError> {
        let apex = apex.clone();
        Ok(match self.account(access)? {
            Account::Rfc2136(key) => {
                let zone = Rfc2136::new(Rfc2136Config {
                    server: key.server,
                    zone: apex,
                    key_name: key.name,
                    algorithm: key.algorithm,
                    secret: key.secret,
                });
                let zone = zone.map_err(|_| bad("key-name", ValueFault::NotAName))?;
                AnyZone::Rfc2136(Box::new(zone))
            }
            Account::Cloudflare(api) => AnyZone::Cloudflare(FoundLater::new(api, apex)),
            Account::Hetzner(api) => AnyZone::Hetzner(FoundLater::new(api, apex)),
            Account::Ionos(api) => AnyZone::Ionos(FoundLater::new(api, apex)),
            Account::Ovh(account) => AnyZone::Ovh(OvhZone::new(account, apex)),
            Account::Desec(api) => AnyZone::Desec(FoundLater::new(api, apex)),
            Account::PowerDns(account) => AnyZone::PowerDns(PowerDnsZone::new(account, apex)),
            Account::Route53(account) => AnyZone::Route53(FoundLater::new(account, apex)),
            Account::Google(account) => AnyZone::Google(FoundLater::new(account, apex)),
            Account::Azure(account) => AnyZone::Azure(FoundLater::new(account, apex)),
        })
    }

    fn account(&self, access: &Access) -> Result<Account, OpenError> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let name = &access.head.name;
        if let Some(known) = known.get(name)
            && known.access == *access
        {
            return Ok(known.account.clone());
        }
        let account = account(access, &self.terms)?;
        known.insert(
            name.clone(),
            Known {
                access: access.clone(),
                account: account.clone(),
            },
        );
        Ok(account)
    }
}

fn account(access: &Access, terms: &ZoneTerms) -> Result<Account, OpenError> {
    access.check().map_err(OpenError::Access)?;
    let kind = access.head.kind;
    let with_roots = |api: ApiTerms| ApiTerms {
        extra_roots_pem: terms.extra_roots_pem.clone(),
        ..api
    };
    Ok(match kind {
        PlaceKind::Rfc2136 => Account::Rfc2136(tsig_key(access)?),
        PlaceKind::Cloudflare => {
            let base = access.setting("url").unwrap_or(CloudflareZone::BASE);
            let terms = with_roots(CloudflareZone::terms());
            Account::Cloudflare(CloudflareZone::account(
                base,
                secret(access, "token")?,
                terms,
            )?)
        }
        PlaceKind::Hetzner => {
            let base = access.setting("url").unwrap_or(HetznerZone::BASE);
            let terms = with_roots(HetznerZone::terms());
            Account::Hetzner(HetznerZone::account(base, secret(access, "token")?, terms)?)
        }
        PlaceKind::Ionos => {
            let base = access.setting("url").unwrap_or(IonosZone::BASE);
            let terms = with_roots(IonosZone::terms());
            Account::Ionos(IonosZone::account(base, secret(access, "api-key")?, terms)?)
        }
        PlaceKind::Ovh => {
            let base = access.setting("url").unwrap_or(OvhAccount::BASE);
            let keys = OvhKeys {
                application_key: secret(access, "application-key")?.clone(),
                application_secret: secret(access, "application-secret")?.clone(),
                consumer_key: secret(access, "consumer-key")?.clone(),
            };
            let terms = with_roots(OvhAccount::terms());
            Account::Ovh(OvhAccount::new(base, keys, terms)?)
        }
        PlaceKind::Desec => {
            let base = access.setting("url").unwrap_or(DesecZone::BASE);
            let terms = with_roots(DesecZone::terms());
            Account::Desec(DesecZone::account(base, secret(access, "token")?, terms)?)
        }
        PlaceKind::PowerDns => {
            let url = required(access, "url")?;
            let server_id = access.setting("server-id");
            let terms = ApiTerms {
                plain_http: plain_http(access)?,
                ..with_roots(PowerDnsAccount::terms())
            };
            Account::PowerDns(PowerDnsAccount::new(
                url,
                server_id.unwrap_or(PowerDnsAccount::SERVER_ID),
                secret(access, "api-key")?,
                terms,
            )?)
        }
        PlaceKind::Route53 => Account::Route53(route53(access, with_roots)?),
        PlaceKind::Google => {
            let service_account = ServiceAccount::read(secret(access, "service-account")?)
                .map_err(|_| bad("service-account", ValueFault::NotAKeyFile))?;
            Account::Google(GoogleAccount::new(
                access.setting("url").unwrap_or(GoogleAccount::BASE),
                required(access, "project")?,
                required(access, "managed-zone")?,
                service_account,
                with_roots(GoogleAccount::terms()),
            )?)
        }
        PlaceKind::Azure => Account::Azure(azure(access, with_roots)?),
        PlaceKind::Mailcow => return Err(OpenError::NoZones(kind)),
    })
}

fn azure(
    access: &Access,
    with_roots: impl Fn(ApiTerms) -> ApiTerms,
) -> Result<AzureAccount, OpenError> {
    let text = |name| required(access, name).map(str::to_owned);
    let client = AzureClient {
        tenant: text("tenant-id")?,
        id: text("client-id")?,
        secret: secret(access, "client-secret")?.clone(),
    };
    if !AzureClient::is_tenant(&client.tenant) {
        return Err(bad("tenant-id", ValueFault::NotAnId));
    }
    let place = AzurePlace {
        subscription: text("subscription-id")?,
        resource_group: text("resource-group")?,
    };
    let base = access.setting("url").unwrap_or(AzureAccount::BASE);
    let terms = with_roots(AzureAccount::terms());
    Ok(AzureAccount::new(
        base,
        AzureAccount::LOGIN,
        client,
        place,
        terms,
    )?)
}

fn route53(
    access: &Access,
    with_roots: impl Fn(ApiTerms) -> ApiTerms,
) -> Result<Route53Account, OpenError> {
    let zone_id = required(access, "hosted-zone-id")?;
    if !Route53Account::is_zone_id(zone_id) {
        return Err(bad("hosted-zone-id", ValueFault::NotAnId));
    }
    let keys = Route53Keys {
        key_id: required(access, "access-key-id")?.to_owned(),
        secret: secret(access, "secret-access-key")?.clone(),
        session: access.secret("session-token").cloned(),
        region: access
            .setting("region")
            .unwrap_or(Route53Account::REGION)
            .to_owned(),
        zone_id: zone_id.to_owned(),
    };
    let base = access.setting("url").unwrap_or(Route53Account::BASE);
    let terms = with_roots(Route53Account::terms());
    Ok(Route53Account::new(base, keys, terms)?)
}

fn tsig_key(access: &Access) -> Result<TsigKey, OpenError> {
    let server = required(access, "server")?;
    let server = server
        .parse::<SocketAddr>()
        .or_else(|_| {
            let bare = server.trim_start_matches('[').trim_end_matches(']');
            bare.parse::<IpAddr>()
                .map(|address| SocketAddr::new(address, DNS_PORT))
        })
        .map_err(|_| bad("server", ValueFault::NotAnAddress))?;
    let name = DomainName::parse(required(access, "key-name")?)
        .map_err(|_| bad("key-name", ValueFault::NotAName))?;
    let algorithm = match access.setting("key-algorithm") {
        None => TsigAlgorithm::HmacSha256,
        Some(word) => TsigAlgorithm::of_word(word)
            .ok_or_else(|| bad("key-algorithm", ValueFault::NotAnAlgorithm))?,
    };
    let secret = TsigSecret::from_base64(secret(access, "key-secret")?.expose());
    let secret = secret.map_err(|error| {
        let fault = match error {
            SecretError::Empty | SecretError::NotBase64 => ValueFault::NotBase64,
            SecretError::TooLong => ValueFault::TooLong,
        };
        bad("key-secret", fault)
    })?;
    Ok(TsigKey {
        server,
        name,
        algorithm,
        secret,
    })
}

/// Where `http:` may lead. A wrong word is no leave to send a key in clear.
fn plain_http(access: &Access) -> Result<PlainHttp, OpenError> {
    match access.setting("plain-http") {
        None => Ok(PlainHttp::ToLoopback),
        Some("anywhere") => Ok(PlainHttp::Anywhere),
        Some(_) => Err(bad("plain-http", ValueFault::NotAChoice)),
    }
}

fn bad(field: &'static str, fault: ValueFault) -> OpenError {
    OpenError::BadValue { field, fault }
}

fn required<'a>(access: &'a Access, name: &str) -> Result<&'a str, OpenError> {
    access.setting(name).ok_or_else(|| missing(access, name))
}

fn secret<'a>(access: &'a Access, name: &str) -> Result<&'a Secret, OpenError> {
    access.secret(name).ok_or_else(|| missing(access, name))
}

/// `Access::check` has found every field that is needed, so this is a field its table does not have.
fn missing(access: &Access, name: &str) -> OpenError {
    let (kind, name) = (access.head.kind, name.to_owned());
    OpenError::Access(AccessError::UnknownField { kind, name })
}

#[cfg(test)]
mod tests {
    use app::access::{AccessHead, Scope};
    use app::zone::Zone;

    use super::*;

    fn access(kind: PlaceKind, settings: &[(&str, &str)], secrets: &[(&str, &str)]) -> Access {
        let text = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let secret = |(name, value): &(&str, &str)| ((*name).to_owned(), Secret::new(*value));
        Access {
            head: AccessHead {
                name: AccessName::parse("main").unwrap(),
                kind,
                zones: Scope::All,
                settings: settings.iter().map(text).collect(),
            },
            secrets: secrets.iter().map(secret).collect(),
        }
    }

    fn apex() -> DomainName {
        DomainName::parse("example.com").unwrap()
    }

    fn open(access: &Access) -> Result<AnyZone, OpenError> {
        Accounts::default().zone(access, &apex())
    }

    fn tsig(server: &str, key_name: &str, algorithm: &str, secret: &str) -> Result<(), OpenError> {
        let settings = [
            ("server", server),
            ("key-name", key_name),
            ("key-algorithm", algorithm),
        ];
        let access = access(PlaceKind::Rfc2136, &settings, &[("key-secret", secret)]);
        let zone = open(&access)?;
        assert_eq!(zone.apex(), &apex());
        Ok(())
    }

    #[test]
    fn a_name_server_by_its_fields() {
        let good = "c2VjcmV0IG9jdGV0cw==";
        for server in [
            "192.0.2.1",
            "192.0.2.1:5353",
            "2001:db8::1",
            "[2001:db8::1]:53",
        ] {
            assert_eq!(tsig(server, "k", "hmac-sha512", good), Ok(()), "{server}");
        }
        let bad = |field, fault| Err(OpenError::BadValue { field, fault });
        for (given, expected) in [
            (
                tsig("ns1", "k", "hmac-sha256", good),
                bad("server", ValueFault::NotAnAddress),
            ),
            (
                tsig("192.0.2.1", "a..b", "hmac-sha256", good),
                bad("key-name", ValueFault::NotAName),
            ),
            (
                tsig("192.0.2.1", "k", "hmac-md5", good),
                bad("key-algorithm", ValueFault::NotAnAlgorithm),
            ),
            (
                tsig("192.0.2.1", "k", "hmac-sha256", "canary!"),
                bad("key-secret", ValueFault::NotBase64),
            ),
        ] {
            assert_eq!(given, expected);
        }
    }

    #[test]
    fn what_cannot_be_opened() {
        let token = [("token", "canary")];
        let open = |kind, settings: &[_], secrets: &[_]| open(&access(kind, settings, secrets));
        let error = open(
            PlaceKind::Cloudflare,
            &[("url", "http://192.0.2.1")],
            &token,
        );
        assert_eq!(error.err(), Some(OpenError::Api(ApiSetupError::PlainHttp)));
        let error = open(PlaceKind::Cloudflare, &[], &[]).err();
        assert!(matches!(error, Some(OpenError::Access(_))), "{error:?}");
        let zone = open(PlaceKind::Desec, &[], &token).unwrap();
        assert!(matches!(&zone, AnyZone::Desec(_)) && *zone.apex() == apex());
        let aws = |zone_id| {
            let settings = [
                ("hosted-zone-id", zone_id),
                ("access-key-id", "AKIDEXAMPLE"),
            ];
            open(
                PlaceKind::Route53,
                &settings,
                &[("secret-access-key", "canary")],
            )
        };
        assert!(matches!(aws("/hostedzone/Z1"), Ok(AnyZone::Route53(_))));
        let fault = ValueFault::NotAnId;
        let field = "hosted-zone-id";
        assert_eq!(aws("a/b").err(), Some(OpenError::BadValue { field, fault }));
        let google = [("project", "p"), ("managed-zone", "z")];
        let error = open(PlaceKind::Google, &google, &[("service-account", "canary")]).err();
        let (field, fault) = ("service-account", ValueFault::NotAKeyFile);
        assert_eq!(error, Some(OpenError::BadValue { field, fault }));
        let azure = |tenant| {
            let settings = [
                ("tenant-id", tenant),
                ("subscription-id", "s"),
                ("resource-group", "g"),
                ("client-id", "c"),
            ];
            open(PlaceKind::Azure, &settings, &[("client-secret", "canary")])
        };
        assert!(matches!(azure("1-2"), Ok(AnyZone::Azure(_))));
        let (field, fault) = ("tenant-id", ValueFault::NotAnId);
        let error = azure("../x").err();
        assert_eq!(error, Some(OpenError::BadValue { field, fault }));
        let mailcow = [("url", "https://mail.example.com")];
        let error = open(PlaceKind::Mailcow, &mailcow, &[("api-key", "canary")]).err();
        assert_eq!(error, Some(OpenError::NoZones(PlaceKind::Mailcow)));
    }

    #[test]
    fn three_keys_open_ovh_and_none_is_shown() {
        let keys = [
            ("application-key", "canary-1"),
            ("application-secret", "canary-2"),
            ("consumer-key", "canary-3"),
        ];
        let zone = open(&access(PlaceKind::Ovh, &[], &keys)).unwrap();
        assert!(matches!(&zone, AnyZone::Ovh(_)) && *zone.apex() == apex());
        assert!(!format!("{zone:?}").contains("canary"));
        let error = open(&access(PlaceKind::Ovh, &[], &keys[..2])).err();
        assert!(matches!(error, Some(OpenError::Access(_))), "{error:?}");
    }

    #[test]
    fn powerdns_over_http_only_where_that_is_said() {
        let pdns = |settings: &[_]| {
            let key = [("api-key", "canary")];
            open(&access(PlaceKind::PowerDns, settings, &key))
        };
        let url = ("url", "http://192.0.2.1:8081");
        let error = pdns(&[url]).err();
        assert_eq!(error, Some(OpenError::Api(ApiSetupError::PlainHttp)));
        assert!(pdns(&[url, ("plain-http", "anywhere")]).is_ok());
        assert!(pdns(&[("url", "http://127.0.0.1:8081"), ("server-id", "s1")]).is_ok());
        let error = pdns(&[url, ("plain-http", "no")]).err();
        let bad = bad("plain-http", ValueFault::NotAChoice);
        assert_eq!(error, Some(bad));
    }

    #[test]
    fn an_account_is_shared_until_the_access_changes() {
        let accounts = Accounts::default();
        let count = || accounts.known.lock().unwrap().len();
        let hetzner = |token| access(PlaceKind::Hetzner, &[], &[("token", token)]);
        let api = |access: &Access| {
            let Account::Hetzner(api) = accounts.account(access).unwrap() else {
                panic!("another kind")
            };
            api
        };
        let first = api(&hetzner("canary-1"));
        assert!(first.is_shared_with(&api(&hetzner("canary-1"))));
        assert!(!first.is_shared_with(&api(&hetzner("canary-2"))));
        assert_eq!(count(), 1);
        assert!(!format!("{accounts:?}").contains("canary"));
    }
}
