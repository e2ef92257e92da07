// Keeps a list at its end as it grows, unless somebody is reading further up.

const NEAR_PX = 80;

export class EndOfList {
  constructor(list) {
    this.list = list;
    this.follows = true;
    list.addEventListener("scroll", () => (this.follows = this.distance() < NEAR_PX), { passive: true });
    new ResizeObserver(() => this.follow()).observe(list);
  }

  distance() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight;
  }

  follow() {
    if (this.follows) this.list.scrollTop = this.list.scrollHeight;
  }

  goThere() {
    this.follows = true;
    this.follow();
  }
}
