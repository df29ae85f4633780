//! Orders: made, looked at, and driven on.

use app::certificates::{
    Account, AriId, ChallengeKind, FailureKind, Offer, OfferState, OrderState, OrderUrl, Refused,
};
use instant_acme::{
    AuthorizationStatus, CertificateIdentifier, Challenge, ChallengeStatus, ChallengeType,
    Identifier, NewOrder, OrderStatus,
};
use protocols::name::DomainName;

use super::problem::Problem;
use super::wire::{NotHeard, of_library};
use super::{Acme, again};

impl Acme {
    /// Orders a certificate for a name.
    pub(super) async fn new_order(
        &self,
        account: &Account,
        name: &DomainName,
        replaces: Option<&AriId>,
    ) -> Result<OrderUrl, Refused> {
        let made = self.try_order(account, name, replaces).await;
        made.map_err(|error| {
            let mut refused = error.refused;
            refused.kind = match (refused.kind, replaces) {
                // RFC 8555 §7.3.6: so are all requests of an account refused that is no longer valid.
                (FailureKind::Unauthorized, None) => FailureKind::AccountRefused,
                // Whatever it does not like of an order that replaces: without it may do.
                (FailureKind::Refused | FailureKind::Unauthorized, Some(_))
                | (FailureKind::BadAnswer, Some(_)) => FailureKind::AlreadyReplaced,
                (kind, _) => kind,
            };
            refused
        })
    }

    pub(super) async fn state_of(
        &self,
        account: &Account,
        order: &OrderUrl,
    ) -> Result<OrderState, Refused> {
        let found = self.order_of(account, order).await;
        let mut found = found.map_err(|error| error.refused)?;
        let thumbprint = self.account_of(account).await;
        let thumbprint = thumbprint.map_err(|error| error.refused)?;
        let thumbprint = thumbprint.key_thumbprint();
        let state = found.state();
        let error = state.error.as_ref();
        let error = error.map(|error| Problem::of_library(error).refused(None));
        match state.status {
            OrderStatus::Pending => {
                let seen = authorizations(&mut found, thumbprint).await;
                seen.map_err(|error| error.refused)
            }
            OrderStatus::Ready => Ok(OrderState::Ready),
            OrderStatus::Processing => Ok(OrderState::Processing),
            OrderStatus::Valid => Ok(OrderState::Valid),
            OrderStatus::Invalid => {
                // What is wrong stands at the challenge where the proof failed.
                let seen = authorizations(&mut found, thumbprint).await;
                Ok(match (seen, error) {
                    (Ok(OrderState::Invalid(refused)), _) => OrderState::Invalid(refused),
                    (_, Some(refused)) => OrderState::Invalid(refused),
                    (_, None) => OrderState::Invalid(Refused::of(FailureKind::OrderLost)),
                })
            }
        }
    }

    /// An order as it stands.
    pub(super) async fn order_of(
        &self,
        account: &Account,
        order: &OrderUrl,
    ) -> Result<instant_acme::Order, NotHeard> {
        let account = self.account_of(account).await?;
        let found = again(|| async {
            let found = account.order(order.0.clone());
            found.await.map_err(of_library)
        });
        let found = found.await;
        found.map_err(|mut refused| {
            // Not there, or not ours: RFC 8555 §7.1.3 lets an authority forget orders.
            if matches!(refused.status, Some(403 | 404 | 410)) {
                let kind = match refused.refused.kind {
                    FailureKind::AccountDoesNotExist => FailureKind::AccountDoesNotExist,
                    _ => FailureKind::OrderLost,
                };
                refused.refused.kind = kind;
            }
            refused
        })
    }

    async fn try_order(
        &self,
        account: &Account,
        name: &DomainName,
        replaces: Option<&AriId>,
    ) -> Result<OrderUrl, NotHeard> {
        let identifiers = [Identifier::Dns(name.as_str().to_owned())];
        let mut order = NewOrder::new(&identifiers);
        if let Some(profile) = &self.config.profile {
            let offered = self.directory_now().await?;
            if !offered.profiles.contains(profile) {
                let there = offered.profiles.join(", ");
                return Err(NotHeard::of(FailureKind::NoProfile, &there));
            }
            order = order.profile(profile);
        }
        if let Some((issuer, serial)) = replaces.and_then(|id| id.as_str().split_once('.')) {
            order = order.replaces(CertificateIdentifier {
                authority_key_identifier: issuer.into(),
                serial: serial.into(),
            });
        }
        let account = self.account_of(account).await?;
        let made = again(|| async {
            let made = account.new_order(&order);
            made.await.map_err(of_library)
        });
        let made = made.await?;
        Ok(OrderUrl(made.url().to_owned()))
    }

    /// Tells the authority that the answer to a challenge is there.
    pub(super) async fn tell(
        &self,
        account: &Account,
        order: &OrderUrl,
        kind: ChallengeKind,
    ) -> Result<(), NotHeard> {
        let mut found = self.order_of(account, order).await?;
        let mut all = found.authorizations();
        while let Some(one) = all.next().await {
            let mut one = one.map_err(of_library)?;
            if one.status != AuthorizationStatus::Pending {
                continue;
            }
            if let Some(mut challenge) = one.challenge(type_of(kind)) {
                challenge.set_ready().await.map_err(of_library)?;
            }
        }
        Ok(())
    }

    /// Asks for the certificate of this request, in DER.
    pub(super) async fn ask_for(
        &self,
        account: &Account,
        order: &OrderUrl,
        request: &[u8],
    ) -> Result<(), NotHeard> {
        let mut found = self.order_of(account, order).await?;
        found.finalize_csr(request).await.map_err(of_library)
    }
}

/// How the proofs of an order stand, which is of one name.
async fn authorizations(
    order: &mut instant_acme::Order,
    thumbprint: &str,
) -> Result<OrderState, NotHeard> {
    let mut offers = Vec::new();
    let mut waits = false;
    let mut all = order.authorizations();
    while let Some(one) = all.next().await {
        let one = one.map_err(of_library)?;
        match one.status {
            AuthorizationStatus::Pending => {
                waits = true;
                let challenges = one.challenges.iter();
                offers.extend(challenges.filter_map(|challenge| offer(challenge, thumbprint)));
            }
            AuthorizationStatus::Valid => {}
            AuthorizationStatus::Invalid
            | AuthorizationStatus::Revoked
            | AuthorizationStatus::Expired
            | AuthorizationStatus::Deactivated => {
                let error = one.challenges.iter().find_map(|c| c.error.as_ref());
                return Ok(OrderState::Invalid(match error {
                    Some(error) => Problem::of_library(error).refused(None),
                    None => Refused::of(FailureKind::OrderLost),
                }));
            }
        }
    }
    // The authority has seen enough and has not said so of the order yet.
    Ok(if waits {
        OrderState::Pending(offers)
    } else {
        OrderState::Processing
    })
}

fn offer(challenge: &Challenge, thumbprint: &str) -> Option<Offer> {
    let token = challenge.token.clone();
    Some(Offer {
        kind: kind_of(&challenge.r#type)?,
        key_authorization: format!("{token}.{thumbprint}"),
        token,
        state: match challenge.status {
            ChallengeStatus::Pending => OfferState::Pending,
            ChallengeStatus::Processing => OfferState::Processing,
            ChallengeStatus::Valid | ChallengeStatus::Invalid => OfferState::Over,
        },
    })
}

fn kind_of(challenge: &ChallengeType) -> Option<ChallengeKind> {
    match challenge {
        ChallengeType::TlsAlpn01 => Some(ChallengeKind::TlsAlpn01),
        ChallengeType::Http01 => Some(ChallengeKind::Http01),
        // The enum is not ours and may grow.
        _ => None,
    }
}

fn type_of(kind: ChallengeKind) -> ChallengeType {
    match kind {
        ChallengeKind::TlsAlpn01 => ChallengeType::TlsAlpn01,
        ChallengeKind::Http01 => ChallengeType::Http01,
    }
}
