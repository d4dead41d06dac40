use groundswell_engine::{draw::Key, graph::*};
use std::time::Instant;
fn main() {
    let n: u32 = std::env::args().nth(1).unwrap().parse().unwrap();
    let t = Instant::now();
    let rows = generate::random(n, 10.0, Key::new(1, 0)).unwrap();
    println!("gen {:?} {} entries", t.elapsed(), rows.entries());
    let needs = Rule::Share(0.1).needs(&rows.seen_by_each()).unwrap();
    let t = Instant::now();
    let mut c = Crowd::new(&rows, &needs, Memory::Lasting).unwrap();
    c.seed(&(0..100).map(|i| i * (n / 100)).collect::<Vec<_>>()).unwrap();
    println!("init {:?}", t.elapsed());
    let all = Instant::now();
    loop {
        let t = Instant::now();
        let m = c.step();
        println!("{m:?} {:?}", t.elapsed());
        if m.joined == 0 { break; }
    }
    println!("{:?} active {} bytes {}", all.elapsed(), c.active(), c.bytes() + rows.bytes());
}
