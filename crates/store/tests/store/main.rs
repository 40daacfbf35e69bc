//! Stores on files and on servers.

mod both;
mod leases;
mod sqlite;
mod support;
