//! What is done next with an order, by how it stands.

use super::super::authority::{ChallengeKind, Offer, OfferState, OrderState, Refused};

/// What is done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    /// One of these is to be shown.
    Prove(Vec<Offer>),
    /// The certificate is to be asked for.
    Finalize,
    /// The authority is at work.
    Wait,
    /// The certificate is to be fetched.
    Fetch,
    /// It came to nothing.
    GiveUp(Refused),
}

/// What is done next with an order that stands so.
pub(super) fn next(state: OrderState) -> Next {
    match state {
        OrderState::Pending(offers) => Next::Prove(offers),
        OrderState::Ready => Next::Finalize,
        OrderState::Processing => Next::Wait,
        OrderState::Valid => Next::Fetch,
        OrderState::Invalid(refused) => Next::GiveUp(refused),
    }
}

/// The challenge that is used: one the authority was told of already; else the preferred one of those it
/// offers, and after each failure the one after it.
pub(super) fn choose<'a>(
    offers: &'a [Offer],
    preferred: &[ChallengeKind],
    failures: u32,
) -> Option<&'a Offer> {
    let told = |offer: &&Offer| offer.state == OfferState::Processing;
    if let Some(offer) = offers.iter().find(told) {
        return Some(offer);
    }
    let offered = |kind: &ChallengeKind| offers.iter().find(|offer| offer.kind == *kind);
    let usable: Vec<&Offer> = preferred.iter().filter_map(offered).collect();
    let failures = usize::try_from(failures).unwrap_or(usize::MAX);
    let index = failures.checked_rem(usable.len())?;
    usable.get(index).copied()
}

/// Whether the authority is to be told that the answer is there.
pub(super) fn is_to_be_told(offer: &Offer) -> bool {
    match offer.state {
        OfferState::Pending => true,
        OfferState::Processing | OfferState::Over => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use ChallengeKind::{Http01, TlsAlpn01};

    fn offer(kind: ChallengeKind, state: OfferState) -> Offer {
        Offer {
            kind,
            token: "t".to_owned(),
            key_authorization: "t.k".to_owned(),
            state,
        }
    }

    fn chosen(offers: &[Offer], failures: u32) -> Option<ChallengeKind> {
        choose(offers, &[TlsAlpn01, Http01], failures).map(|offer| offer.kind)
    }

    #[test]
    fn the_preferred_one_and_after_a_failure_the_other() {
        let both = [Http01, TlsAlpn01].map(|kind| offer(kind, OfferState::Pending));
        assert_eq!(chosen(&both, 0), Some(TlsAlpn01));
        assert_eq!(chosen(&both, 1), Some(Http01));
        assert_eq!(chosen(&both, 2), Some(TlsAlpn01));
        assert_eq!(chosen(&both[..1], 0), Some(Http01));
        assert_eq!(chosen(&both[..1], 7), Some(Http01));
        assert_eq!(chosen(&[], 0), None);
    }

    #[test]
    fn what_the_authority_was_told_of_is_gone_on_with() {
        let told = [
            offer(TlsAlpn01, OfferState::Pending),
            offer(Http01, OfferState::Processing),
        ];
        assert_eq!(chosen(&told, 0), Some(Http01));
        assert!(!is_to_be_told(&told[1]));
        assert!(is_to_be_told(&told[0]));
    }
}
