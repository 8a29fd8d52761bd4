//! The emulator as a door sees it: a request and the time go in, a reply comes out.

#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod clusters;
#[cfg(test)]
mod controls;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod kubeconfig;
#[cfg(test)]
mod node_pools;
#[cfg(test)]
mod room;
#[cfg(test)]
mod scale;
#[cfg(test)]
mod states;
#[cfg(test)]
mod tenants;
#[cfg(test)]
mod versions;
