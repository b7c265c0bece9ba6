//! Tells the linkers that want to know that Node itself brings the symbols of Node-API.

fn main() {
    napi_build::setup();
}
