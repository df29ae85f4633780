//! What is known of why a zone was not read or written. Each has its words in the catalogues under its
//! code; what the other side said itself is a value, escaped, cut, and free of credentials.

use std::net::SocketAddr;

use protocols::name::DomainName;
use protocols::rrset::RecordKind;

use super::ZoneError;
use crate::cause::{Cause, Told};

/// An enum whose variants are known by a code, their fields by their names.
macro_rules! coded {
    (
        $(#[$about:meta])*
        pub enum $name:ident {
            $($(#[$doc:meta])* $variant:ident
                $({ $($(#[$field_doc:meta])* $field:ident: $kind:ty,)* })? = $code:literal,)*
        }
    ) => {
        $(#[$about])*
        pub enum $name {
            $($(#[$doc])* $variant $({ $($(#[$field_doc])* $field: $kind,)* })?,)*
        }

        impl $name {
            /// Every code with the names of its values.
            pub const CODES: &[(&str, &[&str])] =
                &[$(($code, &[$($(stringify!($field)),*)?])),*];

            /// By code and values.
            pub fn cause(&self) -> Cause {
                match self {
                    $($name::$variant $({ $($field),* })? => {
                        let cause = Cause::new($code);
                        $($(let cause = $field.tell(stringify!($field), cause);)*)?
                        cause
                    })*
                }
            }
        }
    };
}

coded! {
/// Why, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    // What the other side said.

    /// It said so.
    Words {
        /// Its words.
        words: String,
    } = "why-words",
    /// It answered with this status of HTTP.
    Status {
        /// The status.
        status: u16,
        /// Its words.
        words: String,
    } = "why-status",
    /// It answered success without a result.
    NoResult = "why-no-result",
    /// It began and did not make it.
    ActionFailed {
        /// Its number there.
        action: u64,
        /// Its words.
        words: String,
    } = "why-action-failed",
    /// It began and is not at the end.
    ActionRunning {
        /// Its number there.
        action: u64,
    } = "why-action-running",
    /// It began, and what became of it cannot be asked for.
    ActionUntold {
        /// Its number there.
        action: u64,
        /// Why not.
        error: Box<ZoneError>,
    } = "why-action-untold",
    /// Too many requests.
    TooMany {
        /// Again after so many.
        seconds: u32,
    } = "why-too-many",
    /// The answer lacks a part that its documentation has.
    Incomplete = "why-incomplete",
    /// It says that it took a key, and has another.
    OtherKept = "why-other-kept",
    /// Its owner has forbidden changes there.
    Protected = "why-protected",

    // On the way.

    /// No answer in time.
    Late {
        /// The time.
        seconds: u64,
    } = "why-late",
    /// The answer is larger than is read.
    TooLarge {
        /// What is read.
        octets: usize,
    } = "why-too-large",
    /// The answer is of another form than its documentation says.
    Shape {
        /// What reading it said.
        words: String,
    } = "why-shape",
    /// No connection.
    NotReached {
        /// What the system, or TLS, said.
        words: String,
    } = "why-not-reached",
    /// The connection broke.
    Broken {
        /// What the system, or TLS, said.
        words: String,
    } = "why-broken",
    /// The request cannot be put in form.
    Unsendable {
        /// What writing it said.
        words: String,
    } = "why-unsendable",
    /// A credential has characters that no header can carry.
    Uncarried {
        /// The field of the header.
        field: String,
    } = "why-uncarried",
    /// There is no token to be had.
    NoToken {
        /// Why not.
        why: Box<Why>,
    } = "why-no-token",
    /// The other side's time, which signatures need, is not to be had.
    NoTime {
        /// Why not.
        why: Box<Why>,
    } = "why-no-time",
    /// The key of a service account does not sign.
    NoSignature = "why-no-signature",

    // Lists and what they hold.

    /// A list is longer than is read.
    ListTooLong = "why-list-too-long",
    /// A list has more pages than are read.
    ListTooManyPages = "why-list-too-many-pages",
    /// A list goes on and does not say where.
    ListWithoutNext = "why-list-without-next",
    /// A list does not have as many entries as it says.
    ListIncomplete = "why-list-incomplete",
    /// A list does not say how long it is.
    ListWithoutLength = "why-list-without-length",
    /// More sets stand at a name than are read.
    TooManySets {
        /// The name.
        name: DomainName,
    } = "why-too-many-sets",
    /// One record was asked for and another came.
    OtherRecord {
        /// The id that was asked for.
        record: String,
    } = "why-other-record",
    /// The name of a record is none.
    BadOwner {
        /// The record, by its id or as it is listed.
        record: String,
    } = "why-bad-owner",
    /// What a record says cannot be read.
    BadRecord {
        /// The record, by its id or as it is listed.
        record: String,
        /// Its type.
        kind: String,
    } = "why-bad-record",
    /// What a record of a set says cannot be read.
    BadValue {
        /// Its type.
        kind: String,
    } = "why-bad-value",
    /// The name belongs to other name servers.
    Delegated {
        /// Where they begin.
        cut: DomainName,
    } = "why-delegated",
    /// A CNAME there is answered as addresses.
    HiddenAlias {
        /// Its name.
        name: DomainName,
    } = "why-hidden-alias",
    /// The credential sees several zones of this name.
    SeveralZones {
        /// The name.
        zone: DomainName,
    } = "why-several-zones",
    /// The zone is a copy of one elsewhere.
    Secondary {
        /// The zone.
        zone: DomainName,
    } = "why-secondary",
    /// The zone is not in use there.
    Inactive {
        /// The zone.
        zone: DomainName,
        /// What it is there.
        state: String,
    } = "why-inactive",
    /// The zone is a private one.
    Private {
        /// The zone.
        zone: DomainName,
    } = "why-private",
    /// The zone was changed each time it was listed.
    Unsettled {
        /// The zone.
        zone: DomainName,
    } = "why-unsettled",
    /// A change does not raise the serial, so that other servers would never take it.
    SerialStands {
        /// The zone.
        zone: DomainName,
    } = "why-serial-stands",
    /// A set is an alias of something that is no name.
    SetAlias {
        /// Its type.
        kind: String,
    } = "why-set-alias",
    /// A set is answered by a policy.
    SetRouting {
        /// Its type.
        kind: String,
    } = "why-set-routing",
    /// A set is answered by the health of something.
    SetHealth {
        /// Its type.
        kind: String,
    } = "why-set-health",
    /// A set is made by a policy.
    SetTraffic {
        /// Its type.
        kind: String,
    } = "why-set-traffic",
    /// A set has no TTL.
    SetWithoutTtl {
        /// Its type.
        kind: String,
    } = "why-set-without-ttl",
    /// The interface does not show sets of this type.
    SetUnshown {
        /// Its type.
        kind: String,
    } = "why-set-unshown",

    // Dynamic updates.

    /// No connection to a name server.
    NoConnection {
        /// The server.
        server: SocketAddr,
        /// What the system said.
        words: String,
    } = "why-no-connection",
    /// No connection to a name server in time.
    NoConnectionInTime {
        /// The server.
        server: SocketAddr,
        /// The time.
        seconds: u64,
    } = "why-no-connection-in-time",
    /// A name server broke the connection off.
    BrokenOff {
        /// The server.
        server: SocketAddr,
        /// What the system said.
        words: String,
    } = "why-broken-off",
    /// A name server did not answer in time.
    Silent {
        /// The server.
        server: SocketAddr,
        /// The time.
        seconds: u64,
    } = "why-silent",
    /// A question does not fit a message.
    QuestionTooLarge = "why-question-too-large",
    /// The answer is no message of the DNS.
    Malformed = "why-malformed",
    /// The answer is not signed, although it says nothing against the key.
    Unsigned = "why-unsigned",
    /// The answer is not signed, so it proves nothing.
    Unproven {
        /// Its response code.
        code: String,
    } = "why-unproven",
    /// The signature of the answer is wrong.
    Forged = "why-forged",
    /// The answer was signed at another time than now.
    Stale = "why-stale",
    /// The answer is to another question.
    OtherAnswer = "why-other-answer",
    /// The answer is cut off.
    CutOff = "why-cut-off",
    /// The server has its answer from others.
    NotAuthoritative = "why-not-authoritative",
    /// There are more records than are looked at.
    TooManyRecords = "why-too-many-records",
    /// The server gives neither records nor says that there are none.
    NoStatement = "why-no-statement",
    /// The server keeps the zone from the key.
    ZoneKept {
        /// The zone.
        zone: DomainName,
        /// The key.
        key: String,
        /// Its response code.
        code: String,
    } = "why-zone-kept",
    /// The server answers nothing for the zone.
    ZoneUnanswered {
        /// The zone.
        zone: DomainName,
        /// Its response code.
        code: String,
    } = "why-zone-unanswered",
    /// A name is an alias, so that nothing else can stand there.
    Alias {
        /// The name.
        name: DomainName,
        /// What it leads to.
        target: String,
    } = "why-alias",
    /// A name is in another zone of the same server.
    OwnZone {
        /// The name.
        name: DomainName,
        /// The zone.
        zone: DomainName,
    } = "why-own-zone",
    /// A name does not fit the DNS.
    UnfitName {
        /// The name.
        name: DomainName,
    } = "why-unfit-name",
    /// The server does not know the key (BADKEY).
    KeyUnknown {
        /// The key.
        key: String,
        /// The algorithm that was signed with.
        algorithm: String,
    } = "why-key-unknown",
    /// The server has another secret for the key (BADSIG).
    KeySecret {
        /// The key.
        key: String,
    } = "why-key-secret",
    /// The clocks differ (BADTIME).
    Clocks = "why-clocks",
    /// The server's clock is ahead (BADTIME).
    ClockAhead {
        /// By so much.
        seconds: u64,
        /// By as much as a signature bears.
        fudge: u16,
    } = "why-clock-ahead",
    /// The server's clock is behind (BADTIME).
    ClockBehind {
        /// By so much.
        seconds: u64,
        /// By as much as a signature bears.
        fudge: u16,
    } = "why-clock-behind",
    /// The server wants signatures of another length (BADTRUNC).
    KeyLength = "why-key-length",
    /// The server rejects the signature with this error.
    KeyRejected {
        /// The error.
        code: u16,
    } = "why-key-rejected",
    /// The key may not change this.
    KeyMayNot {
        /// The key.
        key: String,
        /// The zone.
        zone: DomainName,
    } = "why-key-may-not",
    /// The server knows no dynamic updates.
    NoUpdates = "why-no-updates",
    /// The server failed to make the update.
    UpdateFailed = "why-update-failed",
    /// The server says that other records stand than it answers with.
    Contradicts = "why-contradicts",
    /// The server took the update, and answers with other records.
    Otherwise = "why-otherwise",
    /// The server says this response code.
    Code {
        /// The code.
        code: String,
    } = "why-code",

    // What a place cannot hold.

    /// The name is not of the zone.
    OutsideZone {
        /// The zone.
        zone: DomainName,
    } = "why-outside-zone",
    /// A set without a record does not exist.
    EmptySet = "why-empty-set",
    /// A record of it is of another type.
    OtherType {
        /// Its type.
        kind: RecordKind,
    } = "why-other-type",
    /// A value has an octet that interfaces are known to change.
    Octet {
        /// The octet.
        octet: u8,
        /// As it is shown.
        shown: String,
    } = "why-octet",
    /// Records of other types stand at the name of a CNAME.
    BesideOthers = "why-beside-others",
    /// A CNAME stands at the name.
    BesideAlias = "why-beside-alias",
    /// A record stands twice in a set.
    Twice = "why-twice",
    /// The TTL is larger than any.
    TtlTooLarge = "why-ttl-too-large",
    /// An alias at the apex of a zone.
    AliasAtApex = "why-alias-at-apex",
    /// A second alias of one name.
    SecondAlias = "why-second-alias",
    /// The update, with what stands there, does not fit a message.
    UpdateTooLarge = "why-update-too-large",
    /// A TXT record without a string.
    NoString = "why-no-string",
    /// A string of a TXT record is longer than 255 octets.
    StringTooLong = "why-string-too-long",
    /// A name in a record does not fit the DNS.
    UnfitTarget = "why-unfit-target",
    /// The change needs more operations than one request may have.
    TooManyOperations {
        /// So many.
        count: usize,
        /// As may be.
        most: usize,
    } = "why-too-many-operations",
    /// A record is larger than the place takes.
    RecordTooLarge {
        /// Its octets.
        octets: usize,
        /// What is taken.
        most: usize,
    } = "why-record-too-large",
    /// A set is larger than the place takes.
    SetTooLarge {
        /// Its octets.
        octets: usize,
        /// What is taken.
        most: usize,
    } = "why-set-too-large",
    /// The place has no records of this type.
    NoSuchType {
        /// The type.
        kind: RecordKind,
    } = "why-no-such-type",
    /// The value is no text.
    NoText = "why-no-text",

    // What comes after something was written.

    /// A part was written, then this.
    AfterPart {
        /// What went wrong.
        error: Box<ZoneError>,
    } = "why-after-part",
    /// It was written, and could not be read back.
    Unread {
        /// Why not.
        error: Box<ZoneError>,
    } = "why-unread",
    /// It was written, and not given to the name servers.
    Unpublished {
        /// Why not.
        error: Box<ZoneError>,
    } = "why-unpublished",
    /// The records are written, their TTL is not.
    TtlUnwritten {
        /// Why not.
        error: Box<ZoneError>,
    } = "why-ttl-unwritten",
    /// It was written, and read back something else stands.
    NotThere {
        /// How many new records are missing.
        missing: usize,
        /// How many old ones are still there.
        left: usize,
    } = "why-not-there",
    /// It was written, and records that were to stay are missing.
    Lost {
        /// How many.
        missing: usize,
    } = "why-lost",
}
}

impl Why {
    /// What the other side said.
    pub fn words(words: impl Into<String>) -> Why {
        Why::Words {
            words: words.into(),
        }
    }
}

/// A cause within a cause is what brought it about.
impl Told for Box<ZoneError> {
    fn tell(&self, _: &'static str, cause: Cause) -> Cause {
        cause.because(self.cause())
    }
}

impl Told for Box<Why> {
    fn tell(&self, _: &'static str, cause: Cause) -> Cause {
        cause.because(self.cause())
    }
}
