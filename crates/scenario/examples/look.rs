//! A quick look at one run of the flagship: `cargo run --release --example look -- SCALE [settings]`.
use groundswell_engine::{checkpoint::Checkpoint, step::step, world::World};
use groundswell_scenario::scenario::*;
use std::time::Instant;
fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let scale: u32 = args.remove(0).parse().unwrap();
    let s = match Scenario::load("kazakhstan-2022", &args) {
        Ok(s) => s,
        Err(c) => {
            eprintln!("{}", c.render(false));
            std::process::exit(65)
        }
    };
    let t = Instant::now();
    let world = World::build(s.spec(&Making { scale, ..Making::default() }), 1);
    println!(
        "build {:?} agents {} cells {} leaves {}",
        t.elapsed(),
        world.agents(),
        world.cells.len(),
        world.leaves.len()
    );
    let t = Instant::now();
    let mut st = world.state(1, 0);
    println!("state {:?}", t.elapsed());
    let t = Instant::now();
    let (mut peak, mut strik) = (0f64, 0f64);
    let mut up = vec![0f64; 17];
    let mut act = vec![false; 17];
    for h in 0..s.hours {
        step(&world, &mut st);
        peak = peak.max(st.nation.crowd);
        strik = strik.max(st.nation.strikers);
        for (u, g) in groundswell_engine::recorder::gatherings(&world, &st).iter().enumerate() {
            act[u] |= *g >= 50.0;
        }
        let mut u = [0f64; 17];
        for (f, p) in st.fields.iter().zip(&world.spec.places) {
            u[p.unit as usize] += f.crowd;
        }
        for i in 0..17 {
            up[i] = up[i].max(u[i]);
        }
        if h % 24 == 23 && h < 24 * 14 {
            println!(
                "{:2} Jan peak {:8.0} units {} strikers {:8.0} detained {:7.0} killed {:5.0} forces {:4.0} lost {:.3} | {}",
                h / 24 + 1,
                peak,
                act.iter().filter(|x| **x).count(),
                strik,
                st.nation.detained,
                st.nation.killed,
                st.nation.forces_killed,
                st.nation.output_lost,
                up.iter().map(|x| format!("{x:.0}")).collect::<Vec<_>>().join(" ")
            );
            peak = 0.0;
            strik = 0.0;
            up = vec![0.0; 17];
            act = vec![false; 17];
        }
    }
    println!("run {:?} outcome {:?}", t.elapsed(), world.spec.mechanisms.outcome.classify(&world, &st));
    let t = Instant::now();
    let c = Checkpoint::of(&st);
    println!("checkpoint {:?} ", t.elapsed());
    let t = Instant::now();
    let _ = c.resume(&world);
    println!("resume {:?}", t.elapsed());
    println!("{}", s.country.units.iter().map(|u| u.name.clone()).collect::<Vec<_>>().join(" "));
}
