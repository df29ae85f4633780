//! The tables of the [`World`](crate::World): its domains, mail hosts and policy hosts. What is in a
//! domain's zone stands in `zones/`.

use std::net::Ipv4Addr;

use crate::bind::SignatureFault;
use crate::certificates::Fault;
use crate::policy_host::{Delivery, OverIpv6};
use crate::tarpit::Tactic;

/// How a domain is served and linked to its parent; the texts are zone templates.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Service {
    /// Knot signs it, and the parent says so.
    Signed(&'static str),
    /// Knot serves it, not signed.
    Unsigned(&'static str),
    /// Knot signs it, and the parent holds the digest of another key.
    WrongDigest(&'static str),
    /// BIND serves it with signatures that do not hold.
    BadlySigned(&'static str, SignatureFault),
    /// Knot and BIND serve different contents, not signed.
    Split {
        knot: &'static str,
        bind: &'static str,
    },
    /// Knot serves it, not signed; the other server is silent.
    HalfSilent(&'static str),
    /// Its server is silent.
    Silent,
    /// Its server knows nothing of it and answers REFUSED.
    Lame,
}

/// One domain below `test`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Domain {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) service: Service,
}

const fn domain(name: &'static str, about: &'static str, service: Service) -> Domain {
    Domain {
        name,
        about,
        service,
    }
}

/// The template of this file name in `zones/`.
macro_rules! zone {
    ($name:literal) => {
        include_str!(concat!("../zones/", $name, ".zone"))
    };
}

const SOUND: &str = zone!("sound");
const OWN_MAIL_HOST: Service = Service::Unsigned(zone!("own-mail-host"));
const OWN_POLICY_HOST: Service = Service::Unsigned(zone!("own-policy-host"));

const FORGED: SignatureFault = SignatureFault::Forged {
    signed: "v=spf1 mx -all",
    served: "v=spf1 mx +all",
};

#[rustfmt::skip]
pub(crate) const DOMAINS: &[Domain] = &[
    domain("good.test", "everything is right; signed", Service::Signed(zone!("good.test"))),
    domain("plain.test", "the same, not signed: its TLSA record protects nobody",
        Service::Unsigned(zone!("plain.test"))),
    domain("parked.test", "sends and receives no mail, and says so",
        Service::Unsigned(zone!("parked.test"))),
    domain("bare.test", "receives mail and publishes nothing else",
        Service::Unsigned(zone!("bare.test"))),
    domain("howto.test", "the values of a typical how-to, with its mistakes",
        Service::Unsigned(zone!("howto.test"))),
    domain("wild.test", "a wildcard TXT record answers for every name",
        Service::Unsigned(zone!("wild.test"))),

    domain("bogus.test", "the parent holds the digest of another key: all is bogus",
        Service::WrongDigest(SOUND)),
    domain("expired-signatures.test", "the signatures ended in 2020: all is bogus",
        Service::BadlySigned(SOUND, SignatureFault::Expired)),
    domain("forged.test", "the SPF record was changed to +all after signing: it alone is bogus",
        Service::BadlySigned(SOUND, FORGED)),
    domain("split.test", "two name servers; BIND has an older SPF, no DKIM and no DMARC",
        Service::Split { knot: SOUND, bind: zone!("split.test.older") }),
    domain("limping.test", "two name servers, one is silent", Service::HalfSilent(SOUND)),
    domain("silent.test", "its name server is silent", Service::Silent),
    domain("lame.test", "its name server refuses: SERVFAIL from the resolver", Service::Lame),

    domain("dane-mismatch.test", "TLSA for another key, as after a renewal; signed",
        Service::Signed(zone!("dane-mismatch.test"))),
    domain("expired-mx.test", "the mail host's certificate has expired", OWN_MAIL_HOST),
    domain("wrongname-mx.test", "the mail host's certificate is for other.test", OWN_MAIL_HOST),
    domain("selfsigned-mx.test", "the mail host's certificate is its own issuer", OWN_MAIL_HOST),
    domain("untrusted-mx.test", "the mail host's authority is trusted by nobody", OWN_MAIL_HOST),
    domain("oldtls-mx.test", "the mail host speaks TLS 1.1 at most", OWN_MAIL_HOST),
    domain("nostarttls.test", "the mail host does not offer STARTTLS", OWN_MAIL_HOST),
    domain("turns-away.test", "the mail host greets with 554", OWN_MAIL_HOST),
    domain("noptr-mx.test", "the mail host's address leads back to no name", OWN_MAIL_HOST),
    domain("tarpit.test", "the mail host greets with an octet a second, endlessly", OWN_MAIL_HOST),
    domain("flood-mx.test", "the mail host's greeting has endless lines", OWN_MAIL_HOST),
    domain("mute-mx.test", "the mail host accepts and never says a word", OWN_MAIL_HOST),
    domain("stalls-tls.test", "the mail host is silent after 220 to STARTTLS", OWN_MAIL_HOST),
    domain("refuses-tls.test", "the mail host offers STARTTLS and refuses it", OWN_MAIL_HOST),
    domain("closed-mx.test", "nothing listens on the mail host's port 25", OWN_MAIL_HOST),
    domain("deadmx.test", "one MX has no address, the other is an alias",
        Service::Unsigned(zone!("deadmx.test"))),

    domain("type99.test", "SPF is published as type 99 and not as TXT",
        Service::Signed(zone!("type99.test"))),

    domain("sts-redirect.test", "the policy host redirects", OWN_POLICY_HOST),
    domain("sts-wrongtype.test", "the policy is served as text/html", OWN_POLICY_HOST),
    domain("sts-big.test", "the policy is over 64 KiB", OWN_POLICY_HOST),
    domain("sts-404.test", "the policy host has no policy", OWN_POLICY_HOST),
    domain("sts-slow.test", "the policy comes with an octet a second", OWN_POLICY_HOST),
    domain("sts-badcert.test", "the policy host's authority is trusted by nobody", OWN_POLICY_HOST),
    domain("sts-selfsigned.test", "the policy host's certificate is its own issuer",
        OWN_POLICY_HOST),
    domain("sts-expired.test", "the policy host's certificate has expired", OWN_POLICY_HOST),
    domain("sts-wrongname.test", "the policy host's certificate is for other.test", OWN_POLICY_HOST),
    domain("sts-mismatch.test", "the policy lists another host than the MX", OWN_POLICY_HOST),
    domain("sts-nosni.test", "the web server refuses the handshake for this name", OWN_POLICY_HOST),
    domain("sts-mute.test", "the policy host accepts and never says a word", OWN_POLICY_HOST),
    domain("sts-closed.test", "nothing listens on the policy host's port 443", OWN_POLICY_HOST),
    domain("sts-dual.test", "the policy host has IPv4 and IPv6, both in order",
        Service::Unsigned(zone!("dual-policy-host"))),
    domain("sts-families.test", "the policy is another one over IPv6",
        Service::Unsigned(zone!("dual-policy-host"))),
    domain("sts-ipv4only.test", "the web server does not know the policy host over IPv6",
        Service::Unsigned(zone!("dual-policy-host"))),
    domain("sts-noroute.test", "no route leads to the policy host's IPv6 address",
        Service::Unsigned(zone!("sts-noroute.test"))),
    domain("sts-noaddress.test", "the policy host does not exist",
        Service::Unsigned(zone!("sts-noaddress.test"))),
];

/// What certificate a host presents.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Presents {
    /// One for its name, with this fault.
    OwnName(Fault),
    /// A sound one for `other.test`.
    OtherName,
}

const SOUND_CERTIFICATE: Presents = Presents::OwnName(Fault::None);

/// Who plays a mail host.
#[derive(Debug, Clone, Copy)]
pub(crate) enum MailPart {
    Postfix(Presents),
    /// Postfix with TLS 1.1 at most.
    OldPostfix,
    /// Postfix without STARTTLS.
    PlainPostfix,
    /// Postfix that greets with 554.
    UnfriendlyPostfix,
    Tarpit(Tactic),
    Nobody,
}

/// The host `mail.` of a domain. It has a policy host too, which lists it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MailRow {
    pub(crate) domain: &'static str,
    pub(crate) address: Ipv4Addr,
    pub(crate) part: MailPart,
}

const fn mail(domain: &'static str, last_octet: u8, part: MailPart) -> MailRow {
    MailRow {
        domain,
        address: Ipv4Addr::new(127, 0, 0, last_octet),
        part,
    }
}

/// The address no reverse name is published for.
pub(crate) const NAMELESS: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 19);

#[rustfmt::skip]
pub(crate) const MAIL_HOSTS: &[MailRow] = &[
    mail("noptr-mx.test", 19, MailPart::Postfix(SOUND_CERTIFICATE)),
    mail("turns-away.test", 20, MailPart::UnfriendlyPostfix),
    mail("good.test", 21, MailPart::Postfix(SOUND_CERTIFICATE)),
    mail("expired-mx.test", 22, MailPart::Postfix(Presents::OwnName(Fault::Expired))),
    mail("wrongname-mx.test", 23, MailPart::Postfix(Presents::OtherName)),
    mail("nostarttls.test", 24, MailPart::PlainPostfix),
    mail("selfsigned-mx.test", 25, MailPart::Postfix(Presents::OwnName(Fault::SelfSigned))),
    mail("untrusted-mx.test", 26, MailPart::Postfix(Presents::OwnName(Fault::UnknownIssuer))),
    mail("oldtls-mx.test", 27, MailPart::OldPostfix),
    mail("dane-mismatch.test", 28, MailPart::Postfix(SOUND_CERTIFICATE)),
    mail("plain.test", 29, MailPart::Postfix(SOUND_CERTIFICATE)),
    mail("tarpit.test", 40, MailPart::Tarpit(Tactic::DripGreeting)),
    mail("closed-mx.test", 42, MailPart::Nobody),
    mail("mute-mx.test", 43, MailPart::Tarpit(Tactic::Silent)),
    mail("stalls-tls.test", 44, MailPart::Tarpit(Tactic::StallAfterStartTls)),
    mail("flood-mx.test", 45, MailPart::Tarpit(Tactic::FloodGreeting)),
    mail("refuses-tls.test", 46, MailPart::Tarpit(Tactic::RefuseStartTls)),
];

/// Who plays a policy host.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PolicyPart {
    Nginx(Presents, Delivery, OverIpv6),
    /// nginx, but it does not know the name.
    NginxUnaware,
    Tarpit(Tactic),
    Nobody,
}

/// The host `mta-sts.` of a domain whose mail goes to `mail.good.test`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PolicyRow {
    pub(crate) domain: &'static str,
    pub(crate) address: Ipv4Addr,
    /// What its policy lists.
    pub(crate) mx: &'static str,
    pub(crate) part: PolicyPart,
}

/// Where nginx plays policy hosts.
pub(crate) const NGINX: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 30);
const MUTE: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 31);
const CLOSED: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 42);
const MX: &str = "mail.good.test";

const fn policy(domain: &'static str, address: Ipv4Addr, part: PolicyPart) -> PolicyRow {
    PolicyRow {
        domain,
        address,
        mx: MX,
        part,
    }
}

const fn delivered(domain: &'static str, delivery: Delivery) -> PolicyRow {
    policy(
        domain,
        NGINX,
        PolicyPart::Nginx(SOUND_CERTIFICATE, delivery, OverIpv6::Nothing),
    )
}

const fn presented(domain: &'static str, presents: Presents) -> PolicyRow {
    let part = PolicyPart::Nginx(presents, Delivery::Sound, OverIpv6::Nothing);
    policy(domain, NGINX, part)
}

const fn dual(domain: &'static str, over_ipv6: OverIpv6) -> PolicyRow {
    let part = PolicyPart::Nginx(SOUND_CERTIFICATE, Delivery::Sound, over_ipv6);
    policy(domain, NGINX, part)
}

#[rustfmt::skip]
pub(crate) const POLICY_HOSTS: &[PolicyRow] = &[
    delivered("sts-redirect.test", Delivery::Redirect),
    delivered("sts-wrongtype.test", Delivery::WrongType),
    delivered("sts-big.test", Delivery::TooBig),
    delivered("sts-404.test", Delivery::NotFound),
    delivered("sts-slow.test", Delivery::Slow),
    presented("sts-badcert.test", Presents::OwnName(Fault::UnknownIssuer)),
    presented("sts-selfsigned.test", Presents::OwnName(Fault::SelfSigned)),
    presented("sts-expired.test", Presents::OwnName(Fault::Expired)),
    presented("sts-wrongname.test", Presents::OtherName),
    PolicyRow { mx: "mail.old-provider.test", ..delivered("sts-mismatch.test", Delivery::Sound) },
    dual("sts-dual.test", OverIpv6::Same),
    dual("sts-families.test", OverIpv6::Testing),
    dual("sts-ipv4only.test", OverIpv6::Nothing),
    dual("sts-noroute.test", OverIpv6::Nothing),
    delivered("howto.test", Delivery::Sound),
    policy("sts-nosni.test", NGINX, PolicyPart::NginxUnaware),
    policy("sts-mute.test", MUTE, PolicyPart::Tarpit(Tactic::Silent)),
    policy("sts-closed.test", CLOSED, PolicyPart::Nobody),
];

/// The address of the host `mail.` of a domain, when the domain has one.
pub(crate) fn mail_address(domain: &str) -> Option<Ipv4Addr> {
    let row = MAIL_HOSTS.iter().find(|row| row.domain == domain)?;
    Some(row.address)
}

/// The address of the host `mta-sts.` of a domain.
pub(crate) fn policy_address(domain: &str) -> Ipv4Addr {
    let row = POLICY_HOSTS.iter().find(|row| row.domain == domain);
    row.map_or(NGINX, |row| row.address)
}
