// Guest memory that the library lends until an object is closed or a function is called: each access
// asks whether that was.
'use strict';

const { GuestHome } = require('./home.js');

// No life of an instance has this number, so that what compares lives asks here.
const LEASED = -3;

class LeasedHome extends GuestHome {
  constructor(home, place, serial) {
    super(home.state, LEASED);
    this.home = home;
    this.place = place;
    this.serial = serial;
  }

  get view() {
    this.check();
    return this.state.view;
  }

  get bytes() {
    this.check();
    return this.state.bytes;
  }

  // Fails once the library's life is over, or what was lent.
  check(where) {
    const { home, state } = this;
    // After a reset or a close the lease says so too.
    state.native.checkLease(this.place, this.serial);
    home.check(where);
  }
}

module.exports = { LeasedHome };
