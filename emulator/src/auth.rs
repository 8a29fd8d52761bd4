use std::rc::Rc;

use serde::Serialize;

use crate::base64;
use crate::config::{Config, ContractConfig, Role, Tenant};
use crate::random::SplitMix64;
use crate::reply::Refusal;
use crate::uuid::Uuid;

/// Somebody who calls, without their credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Identity {
    pub(crate) contract_number: String,
    pub(crate) user_id: String,
    pub(crate) user: String,
    pub(crate) role: Role,
}

/// Everybody who may call.
pub(crate) struct Tenants {
    declared: Vec<(Tenant, Rc<Identity>)>,
    anybody: Rc<Identity>,
}

impl Tenants {
    pub(crate) fn new(config: &Config) -> Self {
        let mut tenants = Self {
            declared: Vec::new(),
            anybody: Rc::new(Identity {
                contract_number: config.contract.contract_number.clone(),
                user_id: config.contract.user_id.clone(),
                user: config.contract.user.clone(),
                role: Role::Administrator,
            }),
        };
        tenants.declare(config.tenants.clone(), &config.contract);
        tenants
    }

    /// Replaces those who are declared.
    pub(crate) fn declare(&mut self, tenants: Vec<Tenant>, contract: &ContractConfig) {
        let mut nameless: Vec<Role> = Vec::new();
        let identified = tenants.into_iter().map(|tenant| {
            let mut before = 0;
            if is_nameless(&tenant) {
                before = nameless.iter().filter(|&&role| role == tenant.role).count();
                nameless.push(tenant.role);
            }
            let identity = Rc::new(identity(&tenant, contract, before));
            (tenant, identity)
        });
        self.declared = identified.collect();
    }

    pub(crate) fn identities(&self) -> impl Iterator<Item = &Identity> {
        self.declared.iter().map(|(_, identity)| identity.as_ref())
    }

    /// Who sends the value of an `Authorization` header field.
    pub(crate) fn identify(&self, authorization: &str) -> Option<Rc<Identity>> {
        let credential = Credential::parse(authorization)?;
        if self.declared.is_empty() {
            return Some(Rc::clone(&self.anybody));
        }
        let known = |(tenant, _): &&(Tenant, _)| credential.is_of(tenant);
        let (_, identity) = self.declared.iter().find(known)?;
        Some(Rc::clone(identity))
    }
}

fn is_nameless(tenant: &Tenant) -> bool {
    tenant.user.is_none() && tenant.username.is_none() && tenant.user_id.is_none()
}

/// Who a tenant is, behind so many others of the role who have no name either: each is somebody.
fn identity(tenant: &Tenant, contract: &ContractConfig, before: usize) -> Identity {
    let by_role = || {
        let role = match tenant.role {
            Role::Administrator => "administrator",
            Role::Manager => "manager",
            Role::User => "user",
        };
        match before {
            0 => format!("{role}@example.com"),
            _ => format!("{role}{}@example.com", before + 1),
        }
    };
    let name = tenant.user.as_ref().or(tenant.username.as_ref());
    let user = name.cloned().unwrap_or_else(by_role);
    let number = tenant.contract_number.as_ref();
    Identity {
        contract_number: number.unwrap_or(&contract.contract_number).clone(),
        user_id: tenant.user_id.clone().unwrap_or_else(|| id_of(&user)),
        user,
        role: tenant.role,
    }
}

/// An id that is the same for the same name.
fn id_of(user: &str) -> String {
    let seed = user.bytes().fold(0_u64, |seed, byte| {
        SplitMix64::new(seed, u64::from(byte)).next()
    });
    Uuid(SplitMix64::new(seed, 0).uuid()).to_string()
}

/// What an `Authorization` header field says (RFC 7617, RFC 6750).
enum Credential<'a> {
    Token(&'a str),
    Password { username: String, password: String },
}

impl<'a> Credential<'a> {
    fn parse(authorization: &'a str) -> Option<Self> {
        let (scheme, value) = authorization.trim().split_once(' ')?;
        let value = value.trim();
        if value.is_empty() {
            return None;
        }
        if scheme.eq_ignore_ascii_case("bearer") {
            return Some(Self::Token(value));
        }
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let pair = String::from_utf8(base64::decode(value)?).ok()?;
        let (username, password) = pair.split_once(':')?;
        // The official SDK for Go sends an empty password when it has none (FACTS 2).
        (!username.is_empty()).then(|| Self::Password {
            username: username.to_owned(),
            password: password.to_owned(),
        })
    }

    fn is_of(&self, tenant: &Tenant) -> bool {
        match self {
            Self::Token(token) => tenant.token.as_deref() == Some(token),
            Self::Password { username, password } => {
                tenant.username.as_ref() == Some(username)
                    && tenant.password.as_deref().unwrap_or_default() == password
            }
        }
    }
}

/// Nobody known calls. The words are those of a sibling API behind the same gateway (FACTS 6).
pub(crate) fn unauthorized() -> Refusal {
    let refusal = Refusal::new(
        401,
        "paas-auth-1",
        "Unauthorized, wrong or no api key provided to process this request",
    );
    // RFC 9110, 15.5.2 demands a challenge. One for Basic would make browsers ask for a password.
    refusal.with_header("WWW-Authenticate", "Bearer".to_owned())
}

/// The caller is known, but has no right to use the API.
pub(crate) fn forbidden() -> Refusal {
    let message = "the user does not have the needed permissions";
    Refusal::new(403, "dsaas-403", message)
}
