//! The STARTTLS probe: what port 25 of an MX host says (RFC 5321, RFC 3207), with nothing sent but
//! EHLO, STARTTLS and QUIT.

mod probe;
mod reply;

pub(crate) use probe::probe;
